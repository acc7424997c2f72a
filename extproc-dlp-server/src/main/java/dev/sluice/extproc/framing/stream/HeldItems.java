package dev.sluice.extproc.framing.stream;

import dev.sluice.extproc.finding.BodyContext;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The items of a stream that leave whole or not at all, in order: its events, or its lines. Each
 * waits until nothing in it, nor in one before it, may still become part of a match.
 */
final class HeldItems {
  private final BodyContext context;
  private final Deque<Long> ends = new ArrayDeque<>(0);
  private long watermark;

  HeldItems(BodyContext context) {
    this.context = context;
  }

  /** The offset before which all items may leave. */
  long watermark() {
    return watermark;
  }

  /** Ends the stream where more than allowed would have to be held. */
  void checkLimit(long raw) {
    if (raw - watermark > context.maxHeld()) {
      context.tally().stopForOverflow(watermark);
    }
  }

  /** Makes sure of what has been found in the item that has just been read. */
  void commit() {
    context.tally().commit();
    if (!context.tally().isFinal()) {
      context.tokens().commit();
    }
  }

  /** An item ends at an offset. */
  void add(long end) {
    ends.add(end);
  }

  /** What stands between the last item and an offset goes with it. */
  void extend(long end) {
    if (ends.isEmpty()) {
      watermark = end;
    } else {
      ends.removeLast();
      ends.add(end);
    }
  }

  /** Lets the items leave that end before what is settled. */
  void release(long settled) {
    long until = Math.min(settled, context.tally().watermark());
    while (!ends.isEmpty() && ends.getFirst() <= until) {
      watermark = ends.removeFirst();
    }
    context.tally().released(watermark);
  }
}
