package dev.sluice.extproc.framing.stream;

import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.framing.Framing;

/**
 * A framing of a response with one JSON document on each line. A line leaves whole or not at all:
 * it waits until it is complete and no text up to its end may still become part of a finding.
 */
public final class JsonLinesFraming implements Framing {
  private final BodyContext context;
  private final Framing lines;
  private final HeldItems held;

  /**
   * Creates the framing; {@code lines} reads the documents and joins the texts that continue from
   * line to line.
   */
  public JsonLinesFraming(BodyContext context, Framing lines) {
    this.context = context;
    this.lines = lines;
    this.held = new HeldItems(context);
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    int at = from;
    while (at < to && !context.findings().isFinal()) {
      int end = at;
      while (end < to && bytes[end] != '\n') {
        end++;
      }
      boolean whole = end < to;
      end += whole ? 1 : 0;
      lines.feed(bytes, at, end, raw + at - from);
      if (whole) {
        lineEnd(raw + end - from);
      }
      at = end;
    }
    held.checkLimit(raw + at - from);
  }

  @Override
  public void end(long raw) {
    if (!context.findings().isFinal()) {
      lines.end(raw);
      held.commit();
      held.add(raw);
      held.release(raw);
    }
  }

  @Override
  public long watermark(long raw) {
    return held.watermark();
  }

  private void lineEnd(long raw) {
    held.checkLimit(raw);
    long watermark = lines.watermark(raw);
    held.commit();
    held.add(raw);
    held.release(watermark);
  }
}
