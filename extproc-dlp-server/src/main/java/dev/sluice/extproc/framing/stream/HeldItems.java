package dev.sluice.extproc.framing.stream;

import dev.sluice.extproc.finding.BodyContext;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The events or lines of a stream, which leave in order, each whole or not at all. An item waits
 * until no text up to its end may still become part of a finding.
 */
final class HeldItems {
  private final BodyContext context;
  private final Deque<Long> ends = new ArrayDeque<>(0);
  private long watermark;
  private long lastEnd;

  HeldItems(BodyContext context) {
    this.context = context;
  }

  /** Returns the watermark: the exclusive offset up to which items may leave. */
  long watermark() {
    return watermark;
  }

  /** Stops the stream if it would hold too many bytes. */
  void checkLimit(long raw) {
    if (raw - watermark > context.maxHeld()) {
      context.findings().stopForOverflow(watermark);
    }
  }

  /** Makes the findings in the last item final; stops the stream before an item over a budget. */
  void commit() {
    context.findings().commit();
    if (!context.findings().isFinal() && !context.tokens().commitEvent()) {
      context.findings().stopOverBudget(lastEnd);
    }
  }

  /** Adds an item that ends at an offset. */
  void add(long end) {
    lastEnd = end;
    ends.add(end);
  }

  /** Extends the last item to an offset. */
  void extend(long end) {
    lastEnd = end;
    if (ends.isEmpty()) {
      watermark = end;
    } else {
      ends.removeLast();
      ends.add(end);
    }
  }

  /** Releases the items that end at or before a watermark. */
  void release(long textWatermark) {
    long limit = Math.min(textWatermark, context.findings().watermark());
    while (!ends.isEmpty() && ends.getFirst() <= limit) {
      watermark = ends.removeFirst();
    }
    context.findings().released(watermark);
  }
}
