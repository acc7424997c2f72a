package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.ContentKind;
import java.util.function.Function;

/** A body that does not say what it is: JSON if it begins with a bracket, else text. */
final class SniffedFraming implements Framing {
  private final Function<ContentKind, Framing> framings;
  private Framing current;
  private boolean decided;

  SniffedFraming(Function<ContentKind, Framing> framings) {
    this.framings = framings;
    current = framings.apply(ContentKind.TEXT);
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    int start = from;
    if (!decided) {
      start = JsonMark.skipBlank(bytes, from, to);
      current.feed(bytes, from, start, raw);
      if (start == to) {
        return;
      }
      decided = true;
      if (JsonMark.opens(bytes[start])) {
        current.end(raw + start - from);
        current = framings.apply(ContentKind.JSON);
      }
    }
    current.feed(bytes, start, to, raw + start - from);
  }

  @Override
  public void end(long raw) {
    current.end(raw);
  }

  @Override
  public long decidedUntil(long raw) {
    return current.decidedUntil(raw);
  }
}
