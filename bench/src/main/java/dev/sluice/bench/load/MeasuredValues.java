package dev.sluice.bench.load;

import java.util.Arrays;

/** A growing list of durations or other numbers, with percentiles. */
public final class MeasuredValues {
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] values = new long[1024];
  private int size;
  private boolean sorted;

  public void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
    sorted = false;
  }

  public int size() {
    return size;
  }

  /** Returns the smallest value that at least this share of values does not exceed; 0 if empty. */
  public long percentile(double share) {
    if (size == 0) {
      return 0;
    }
    if (!sorted) {
      Arrays.sort(values, 0, size);
      sorted = true;
    }
    return values[Math.max(0, (int) Math.ceil(share * size) - 1)];
  }

  /** Returns a percentile of nanoseconds in milliseconds. */
  public double millis(double share) {
    return percentile(share) / NANOS_PER_MILLI;
  }
}
