package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.ContentKind;
import dev.sluice.extproc.decoder.PartHeaders;
import dev.sluice.extproc.policy.Direction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** How the parts of a multipart body are read. */
record PartFramings(Framings framings, int depth) {
  private static final int DEEPEST = 3;

  /** Encodings in which bytes stand for themselves. */
  private static final Set<String> AS_THEY_ARE = Set.of("", "7bit", "8bit", "binary");

  private static final Set<String> PLAIN = Set.of("", "identity");

  /** A part's framing, and what is wrong with the part; an empty text if nothing is. */
  record Choice(Framing framing, String problem) {}

  /** What stands around the parts. */
  Framing around() {
    return framings.guessed(framings.text());
  }

  Choice of(PartHeaders headers) {
    String type = headers.value("content-type");
    ContentKind kind = framings.kind(type);
    boolean opaque = kind == ContentKind.OPAQUE;
    boolean unread = opaque && framings.direction() == Direction.RESPONSE;
    if (!unread && !readable(headers)) {
      return refused("a part in an encoding that cannot be inspected");
    }
    return switch (kind) {
      case MULTIPART -> nested(type);
      case OPAQUE -> new Choice(framings.opaque(), "");
      case WIDE -> refused(PolicyInspector.WIDE);
      case EVENT_STREAM -> new Choice(framings.text(), "");
      case UNDECLARED, BYTES, TEXT, JSON, JSON_LINES, FORM ->
          new Choice(framings.of(kind, new FieldFraming(framings.context(), name(headers))), "");
    };
  }

  private Choice nested(String type) {
    return depth == DEEPEST
        ? refused("multipart bodies inside each other, deeper than can be read")
        : framings
            .multipart(type, depth + 1)
            .map(framing -> new Choice(framing, ""))
            .orElseGet(() -> refused(Framings.NO_BOUNDARY));
  }

  private Choice refused(String problem) {
    return new Choice(framings.text(), problem);
  }

  private static boolean readable(PartHeaders headers) {
    return AS_THEY_ARE.contains(lower(headers, "content-transfer-encoding"))
        && PLAIN.contains(lower(headers, "content-encoding"))
        && !headers.hidesWords();
  }

  private static String lower(PartHeaders headers, String name) {
    return headers.value(name).toLowerCase(Locale.ROOT);
  }

  private static KeyWords name(PartHeaders headers) {
    var words = new KeyWords();
    words.begin(0);
    headers
        .fieldName()
        .map(name -> name.getBytes(StandardCharsets.UTF_8))
        .ifPresent(name -> words.text(name, 0, name.length));
    words.end();
    return words;
  }
}
