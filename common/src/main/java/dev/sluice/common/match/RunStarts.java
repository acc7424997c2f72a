package dev.sluice.common.match;

import java.util.Arrays;

/** Where the runs begin that end at one position, the shortest first. */
final class RunStarts {
  private int[] starts = new int[4];
  private int count;

  /** There is only one. */
  void only(int start) {
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

  int count() {
    return count;
  }

  int start(int number) {
    return starts[number];
  }
}
