package dev.sluice.extproc.inspect;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An answer whose every line is a document. A line leaves whole or not at all: once it is complete
 * and nothing in it, nor in a line before it, may still become part of a match.
 */
final class LineStreamFraming implements Framing {
  private final BodyContext context;
  private final Framing lines;
  private final Deque<Long> heldLines = new ArrayDeque<>(0);
  private long decided;

  /** {@code lines} reads what the lines hold, and knows which texts go on from line to line. */
  LineStreamFraming(BodyContext context, Framing lines) {
    this.context = context;
    this.lines = lines;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    int at = from;
    while (at < to && !context.tally().over()) {
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
    bound(raw + at - from);
  }

  @Override
  public void end(long raw) {
    if (!context.tally().over()) {
      lines.end(raw);
      context.tally().settle();
      heldLines.add(raw);
      release(raw);
    }
  }

  @Override
  public long decidedUntil(long raw) {
    return decided;
  }

  private void lineEnd(long raw) {
    bound(raw);
    long until = lines.decidedUntil(raw);
    context.tally().settle();
    if (!context.tally().over()) {
      context.tokens().commit();
    }
    heldLines.add(raw);
    release(until);
  }

  /** Ends the stream where more than allowed would have to be held. */
  private void bound(long raw) {
    if (raw - decided > context.maxHeld()) {
      context.tally().overflow(decided);
    }
  }

  private void release(long settled) {
    long until = Math.min(settled, context.tally().leavesUntil());
    while (!heldLines.isEmpty() && heldLines.getFirst() <= until) {
      decided = heldLines.removeFirst();
    }
    context.tally().left(decided);
  }
}
