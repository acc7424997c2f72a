package dev.sluice.extproc.framing;

import java.util.function.Supplier;

/** A framing of a form that may be JSON: it is read as JSON if it begins with a bracket. */
public final class FormOrJsonFraming implements Framing {
  private final Supplier<Framing> json;
  private Framing current;
  private boolean decided;

  public FormOrJsonFraming(Framing otherwise, Supplier<Framing> json) {
    this.json = json;
    current = otherwise;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    int start = from;
    if (!decided) {
      start = JsonStart.skipBlank(bytes, from, to);
      current.feed(bytes, from, start, raw);
      if (start == to) {
        return;
      }
      decided = true;
      if (JsonStart.isOpeningBracket(bytes[start])) {
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
  public long watermarkAtStop(long raw) {
    return current.watermarkAtStop(raw);
  }

  @Override
  public long watermark(long raw) {
    return current.watermark(raw);
  }
}
