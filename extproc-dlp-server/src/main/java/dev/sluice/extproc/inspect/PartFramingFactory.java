package dev.sluice.extproc.inspect;

import dev.sluice.extproc.channel.KeyContext;
import dev.sluice.extproc.decoder.ContentKind;
import dev.sluice.extproc.decoder.HeaderParameters;
import dev.sluice.extproc.decoder.PartHeaders;
import dev.sluice.extproc.framing.FormFieldFraming;
import dev.sluice.extproc.framing.Framing;
import dev.sluice.extproc.framing.MultipartFraming;
import dev.sluice.extproc.framing.MultipartFraming.PartChoice;
import dev.sluice.extproc.policy.BodyDirection;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A factory of the framings of a multipart body's parts. */
record PartFramingFactory(FramingFactory framings, int depth) implements MultipartFraming.Parts {
  static final String NO_BOUNDARY = "a multipart body without a single valid boundary";
  private static final int LONGEST_BOUNDARY = 200;
  private static final int DEEPEST = 3;

  /** Transfer encodings that leave the bytes unchanged. */
  private static final Set<String> AS_THEY_ARE = Set.of("", "7bit", "8bit", "binary");

  private static final Set<String> PLAIN = Set.of("", "identity");

  /** Returns the framing of a multipart body; empty if its boundary is missing or ambiguous. */
  Optional<Framing> multipart(String contentType) {
    return HeaderParameters.of(contentType)
        .flatMap(parameters -> Optional.ofNullable(parameters.get("boundary")))
        .filter(PartFramingFactory::isBoundary)
        .map(boundary -> new MultipartFraming(framings.context(), boundary, this));
  }

  @Override
  public Framing around() {
    return framings.guessed(framings.text());
  }

  @Override
  public PartChoice of(PartHeaders headers) {
    String type = headers.value("content-type");
    ContentKind kind = framings.kind(type);
    boolean opaque = kind == ContentKind.OPAQUE;
    boolean skipped = opaque && framings.direction() == BodyDirection.RESPONSE;
    if (!skipped && !readable(headers)) {
      return refused("a part in an encoding that cannot be inspected");
    }
    return switch (kind) {
      case MULTIPART -> nested(type);
      case OPAQUE -> new PartChoice(framings.opaquePart(), "");
      case WIDE_CHARSET -> refused(FramingFactory.WIDE);
      case EVENT_STREAM -> new PartChoice(framings.text(), "");
      case UNDECLARED, BYTES, TEXT, JSON, JSON_LINES, FORM ->
          new PartChoice(
              framings.of(kind, new FormFieldFraming(framings.context(), name(headers))), "");
    };
  }

  private PartChoice nested(String type) {
    return depth == DEEPEST
        ? refused("multipart bodies nested too deep")
        : new PartFramingFactory(framings, depth + 1)
            .multipart(type)
            .map(framing -> new PartChoice(framing, ""))
            .orElseGet(() -> refused(NO_BOUNDARY));
  }

  private PartChoice refused(String problem) {
    return new PartChoice(framings.text(), problem);
  }

  private static boolean isBoundary(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_BOUNDARY
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7F)
        && !text.endsWith(" ");
  }

  private static boolean readable(PartHeaders headers) {
    return AS_THEY_ARE.contains(lower(headers, "content-transfer-encoding"))
        && PLAIN.contains(lower(headers, "content-encoding"))
        && !headers.hasEncodedWords();
  }

  private static String lower(PartHeaders headers, String name) {
    return headers.value(name).toLowerCase(Locale.ROOT);
  }

  private static KeyContext name(PartHeaders headers) {
    var words = new KeyContext();
    words.begin(0);
    headers
        .fieldName()
        .map(name -> name.getBytes(StandardCharsets.UTF_8))
        .ifPresent(name -> words.text(name, 0, name.length));
    words.end();
    return words;
  }
}
