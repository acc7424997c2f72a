package dev.sluice.bench.load;

import java.util.Arrays;
import java.util.Collection;

/** A growing list of durations or other numbers, with percentiles. */
public final class MeasuredValues {
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] values = new long[1024];
  private int size;
  private boolean sorted;

  /** Joins several lists. */
  public static MeasuredValues all(Collection<MeasuredValues> parts) {
    var all = new MeasuredValues();
    for (MeasuredValues part : parts) {
      for (int i = 0; i < part.size; i++) {
        all.add(part.values[i]);
      }
    }
    return all;
  }

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

  /** Returns the smallest value that this share does not exceed; 0 if there is none. */
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
