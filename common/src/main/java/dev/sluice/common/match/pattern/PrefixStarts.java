package dev.sluice.common.match.pattern;

import java.util.Arrays;

/** Where the runs begin that end at one position, the shortest first. */
public final class PrefixStarts {
  private int[] starts = new int[4];
  private int count;

  /** There is only one. */
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
