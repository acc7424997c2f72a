package dev.sluice.bench.load;

import java.util.Arrays;
import java.util.Collection;

/** Many measured durations, or other numbers. */
public final class Samples {
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] values = new long[1024];
  private int size;
  private boolean sorted;

  /** Several together. */
  public static Samples all(Collection<Samples> parts) {
    var all = new Samples();
    for (Samples part : parts) {
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

  /** The value that this share did not exceed; 0 when there is none. */
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

  /** The same of nanoseconds, in milliseconds. */
  public double millis(double share) {
    return percentile(share) / NANOS_PER_MILLI;
  }
}
