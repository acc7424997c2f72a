package dev.sluice.extproc.framing.stream;

import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.framing.Framing;

/**
 * An answer whose every line is a document. A line leaves whole or not at all: once it is complete
 * and nothing in it, nor in a line before it, may still become part of a match.
 */
public final class JsonLinesFraming implements Framing {
  private final BodyContext context;
  private final Framing lines;
  private final HeldItems held;

  /** {@code lines} reads what the lines hold, and knows which texts go on from line to line. */
  public JsonLinesFraming(BodyContext context, Framing lines) {
    this.context = context;
    this.lines = lines;
    this.held = new HeldItems(context);
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    int at = from;
    while (at < to && !context.tally().isFinal()) {
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
    if (!context.tally().isFinal()) {
      lines.end(raw);
      context.tally().commit();
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
    long until = lines.watermark(raw);
    held.commit();
    held.add(raw);
    held.release(until);
  }
}
