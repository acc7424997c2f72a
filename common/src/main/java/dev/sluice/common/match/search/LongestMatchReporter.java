package dev.sluice.common.match.search;

import dev.sluice.common.match.pattern.PatternAutomaton;
import dev.sluice.common.match.pattern.PrefixStarts;
import java.util.Arrays;

/**
 * A collector of the possible ends of one run. It reports the longest match of each pattern, and
 * tracks the position behind it, from which that pattern may match again.
 */
final class LongestMatchReporter {
  private final PatternSet set;
  private final MatchListener listener;
  private int[] patterns = new int[4];
  private int[] lengths = new int[4];
  private int count;
  private long[] free = new long[0];

  /** The number of patterns that are decided, and of starts of the next pattern. */
  private int reported;

  private int tried;
  private final PrefixStarts starts = new PrefixStarts();

  LongestMatchReporter(PatternSet set, MatchListener listener) {
    this.set = set;
    this.listener = listener;
  }

  void reset() {
    clear();
    Arrays.fill(free, 0);
  }

  /** Starts where another reporter is: each pattern may match from the same offset on. */
  void continueFrom(LongestMatchReporter other) {
    clear();
    free = other.free.clone();
  }

  private void clear() {
    count = 0;
    reported = 0;
    tried = 0;
  }

  /**
   * Adds an end of a pattern. It keeps only the longest end, or all ends if a check may reject
   * some.
   */
  void add(PatternAutomaton part, int pattern, int length) {
    if (part.prefix().isEmpty() && set.entry(pattern).check().equals(MatchCheck.ACCEPT_ALL)) {
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

  boolean isEmpty() {
    return count == 0;
  }

  /**
   * Reports the longest match of each pattern that the automaton found from a position on, in the
   * order of the patterns. Returns false if a check needs more text; the caller must then call
   * again with it.
   */
  boolean report(PatternAutomaton part, TextWindow window, int start) {
    if (free.length == 0) {
      free = new long[set.size()];
    }
    part.findStarts(window.bytes(), start, window.startsText(), starts);
    for (; reported < part.size(); reported++) {
      for (; tried < starts.count(); tried++) {
        // The longest end first.
        int from = starts.start(starts.count() - 1 - tried);
        if (!report(part, window, from, start)) {
          return false;
        }
      }
      tried = 0;
    }
    clear();
    return true;
  }

  /** Reports the longest accepted match from one start, if there is one. */
  private boolean report(PatternAutomaton part, TextWindow window, int from, int start) {
    int pattern = part.patternIndex(reported);
    if (window.offset(from) < free[pattern]) {
      return true;
    }
    MatchCheck check = set.entry(pattern).check();
    if (set.isAskedAtStart(pattern) && !check.mayStart(window.bytes(), from)) {
      return true;
    }
    for (int i = count - 1; i >= 0; i--) {
      int to = start + lengths[i];
      if (patterns[i] == pattern && to - from <= part.limits().longestMatch(reported)) {
        MatchCandidate candidate = window.candidate(check, from, to);
        MatchCheck.CheckResult result =
            check.evaluate(candidate, previousEnd(window, candidate, pattern));
        if (result instanceof MatchCheck.MatchedSpan span) {
          free[pattern] = window.offset(span.to());
          listener.onMatch(
              pattern, window.offset(span.from()), window.bytes(), span.from(), span.to());
          return true;
        }
        if (result == MatchCheck.NoMatch.UNDECIDED) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns the end of the previous match of a pattern; negative if the context has none. */
  private int previousEnd(TextWindow window, MatchCandidate candidate, int pattern) {
    long end = free[pattern] - window.offset(0);
    return end > candidate.contextFrom() ? (int) end : -1;
  }
}
