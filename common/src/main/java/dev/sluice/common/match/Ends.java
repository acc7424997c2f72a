package dev.sluice.common.match;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where the matches of one try may end, and where each pattern may match again: behind its last
 * match.
 */
final class Ends {
  private final PatternSet set;
  private final MatchListener listener;
  private int[] patterns = new int[4];
  private int[] lengths = new int[4];
  private int count;
  private long[] free = new long[0];
  private final RunStarts starts = new RunStarts();

  Ends(PatternSet set, MatchListener listener) {
    this.set = set;
    this.listener = listener;
  }

  void reset() {
    count = 0;
    Arrays.fill(free, 0);
  }

  /** Keeps the longest end of a pattern, or all of them where a check may refuse some. */
  void add(PatternPart part, int pattern, int length) {
    if (part.lead().isEmpty() && set.entry(pattern).check().equals(MatchCheck.ANY)) {
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

  /**
   * Tells the longest match of each pattern that the automaton found from a position on, in the
   * patterns' order.
   */
  void tell(PatternPart part, byte[] window, int start, long base) {
    if (count == 0) {
      return;
    }
    if (free.length == 0) {
      free = new long[set.size()];
    }
    part.starts(window, start, base == 0, starts);
    for (int i = 0; i < part.size(); i++) {
      int pattern = part.pattern(i);
      for (int run = starts.count() - 1; run >= 0; run--) {
        int from = starts.start(run);
        if (base + from >= free[pattern]) {
          tell(pattern, part.limits().length(i), window, from, start, base);
        }
      }
    }
    count = 0;
  }

  /** Tells the longest match that starts there and is accepted, if there is one. */
  private void tell(int pattern, int longest, byte[] window, int start, int tried, long base) {
    MatchCheck check = set.entry(pattern).check();
    int first = Math.max(0, start - check.lookBehind());
    for (int i = count - 1; i >= 0; i--) {
      if (patterns[i] == pattern && tried + lengths[i] - start <= longest) {
        var candidate = new Candidate(window, first, start, tried + lengths[i]);
        Optional<MatchCheck.Span> value = check.accept(candidate);
        if (value.isPresent()) {
          int from = value.get().from();
          free[pattern] = base + value.get().to();
          listener.matched(pattern, base + from, window, from, value.get().to());
          return;
        }
      }
    }
  }
}
