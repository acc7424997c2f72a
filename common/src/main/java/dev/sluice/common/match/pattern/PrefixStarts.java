package dev.sluice.common.match.pattern;

import java.util.Arrays;

/** The starts of all prefixes that end at one position, the shortest prefix first. */
public final class PrefixStarts {
  private int[] starts = new int[4];
  private int count;

  /** Sets a single start. */
  void set(int start) {
    starts[0] = start;
    count = 1;
  }

  void clear() {
    count = 0;
  }

  void add(int start) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = start;
  }

  public int count() {
    return count;
  }

  public int start(int number) {
    return starts[number];
  }
}
