package dev.sluice.common.report;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * A division of latencies into classes, from 1 ms to 65 s. Each class ends a fifth above the one
 * before; the last one has no end.
 */
public final class LatencyClasses {
  private static final int PER_DOUBLING = 4;
  private static final int DOUBLINGS = 16;
  private static final long[] ENDS =
      IntStream.rangeClosed(0, PER_DOUBLING * DOUBLINGS)
          .mapToLong(i -> Math.round(1_000 * Math.pow(2, (double) i / PER_DOUBLING)))
          .toArray();

  /** The number of classes. */
  public static final int COUNT = ENDS.length + 1;

  private LatencyClasses() {}

  /** Returns the class of a latency. */
  public static int of(Duration latency) {
    long micros = latency.toNanos() / 1_000;
    int index = 0;
    while (index < ENDS.length && micros > ENDS[index]) {
      index++;
    }
    return index;
  }

  /** Returns the longest latency of a class; the last class has that of the one before. */
  public static Duration end(int index) {
    return Duration.ofNanos(ENDS[Math.min(index, ENDS.length - 1)] * 1_000);
  }
}
