package dev.sluice.common.match;

import java.util.Arrays;

/**
 * Where the matches of one try may end, and where each pattern may match again: behind its last
 * match.
 */
final class Ends {
  private final PatternSet set;
  private final PatternSet.Part part;
  private final MatchListener listener;
  private int[] patterns = new int[4];
  private int[] lengths = new int[4];
  private int count;
  private long[] free = new long[0];

  Ends(PatternSet set, PatternSet.Part part, MatchListener listener) {
    this.set = set;
    this.part = part;
    this.listener = listener;
  }

  void reset() {
    count = 0;
    Arrays.fill(free, 0);
  }

  /** Keeps the longest end of a pattern, or all of them where a check may refuse some. */
  void add(int pattern, int length) {
    if (entry(pattern).check().equals(MatchCheck.ANY)) {
      for (int i = count - 1; i >= 0; i--) {
        if (patterns[i] == pattern) {
          lengths[i] = length;
          return;
        }
      }
    }
    if (count == lengths.length) {
      patterns = Arrays.copyOf(patterns, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    patterns[count] = pattern;
    lengths[count++] = length;
  }

  /** Tells the longest match of each pattern that starts here, in the patterns' order. */
  void tell(byte[] window, int start, long base) {
    if (count == 0) {
      return;
    }
    if (free.length == 0) {
      free = new long[part.patterns().size()];
    }
    for (int pattern = 0; pattern < free.length; pattern++) {
      if (base + start >= free[pattern]) {
        tell(pattern, window, start, base);
      }
    }
    count = 0;
  }

  private void tell(int pattern, byte[] window, int start, long base) {
    for (int i = count - 1; i >= 0; i--) {
      int end = start + lengths[i];
      if (patterns[i] == pattern && entry(pattern).check().holds(window, start, end)) {
        free[pattern] = base + end;
        listener.matched(part.patterns().get(pattern), base + start, window, start, end);
        return;
      }
    }
  }

  private PatternSet.Entry entry(int pattern) {
    return set.entry(part.patterns().get(pattern));
  }
}
