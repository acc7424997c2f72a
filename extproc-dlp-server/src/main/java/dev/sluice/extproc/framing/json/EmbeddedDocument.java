package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.framing.Framing;
import dev.sluice.extproc.framing.TextFraming;
import dev.sluice.extproc.framing.TextOrJsonFraming;
import dev.sluice.extproc.rewriter.BodyEdits;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.RawOffsetMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A document in a string. It is read as a body is, at the offsets of the string's text. Its edits
 * are then written to the bytes that encode this text.
 */
final class EmbeddedDocument implements TextHandler {
  private final BodyEdits outer;
  private final RawOffsetMap map = new RawOffsetMap();
  private final BodyContext inner;
  private final TextFraming text;
  private final JsonFraming json;
  private @Nullable Framing framing;

  EmbeddedDocument(BodyContext outer, Supplier<String> channel) {
    this.outer = outer.edits();
    inner = outer.forEmbeddedDocument(map::rawStart);
    text = new TextFraming(inner, channel);
    json = JsonFraming.embedded(inner, channel);
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    long at = map.length();
    map.add(to - from, raw, to - from);
    framing().feed(bytes, from, to, at);
  }

  @Override
  public void unit(byte[] bytes, int from, int to, long raw, int rawLength) {
    long at = map.length();
    map.add(to - from, raw, rawLength);
    framing().feed(bytes, from, to, at);
  }

  void end() {
    framing().end(map.length());
    write(Long.MAX_VALUE);
    map.clear();
    framing = null;
  }

  /** Returns the watermark: the first raw byte that must wait. */
  long watermark() {
    long watermark = framing().watermark(map.length());
    write(watermark);
    long held = watermark < map.length() ? map.rawStart(watermark) : Long.MAX_VALUE;
    map.dropBefore(watermark);
    return held;
  }

  /** Returns the framing: text that begins with a bracket is JSON, as long as JSON follows. */
  private Framing framing() {
    if (framing == null) {
      framing = new TextOrJsonFraming(text, () -> new JsonThenTextFraming(json, text));
    }
    return framing;
  }

  private void write(long watermark) {
    for (BodyEdits.Edit edit : inner.edits().takeBefore(watermark)) {
      if (edit.insertedAfter()) {
        outer.insertAfter(map.rawEnd(edit.from()), Escaping.JSON.apply(edit.text()));
      } else if (edit.from() == edit.to()) {
        long at = map.rawStart(edit.from());
        outer.add(at, at, Escaping.JSON.apply(edit.text()));
      } else {
        map.replace(edit.from(), edit.to(), Escaping.JSON.apply(edit.text()), outer::add);
      }
    }
  }
}
