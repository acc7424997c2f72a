package dev.sluice.extproc.inspect;

import java.util.function.Supplier;

/** A form that may be JSON without saying so: it is if it begins with a bracket. */
final class SniffedFraming implements Framing {
  private final Supplier<Framing> json;
  private Framing current;
  private boolean decided;

  SniffedFraming(Framing otherwise, Supplier<Framing> json) {
    this.json = json;
    current = otherwise;
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
        current = json.get();
      }
    }
    current.feed(bytes, start, to, raw + start - from);
  }

  @Override
  public void end(long raw) {
    current.end(raw);
  }

  @Override
  public long stoppedAt(long raw) {
    return current.stoppedAt(raw);
  }

  @Override
  public long decidedUntil(long raw) {
    return current.decidedUntil(raw);
  }
}
