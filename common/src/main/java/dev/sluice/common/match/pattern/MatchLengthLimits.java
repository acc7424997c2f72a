package dev.sluice.common.match.pattern;

import dev.sluice.common.match.automaton.Dfa;
import java.util.Arrays;

/** Where tries end although the automaton would go on: at the longest match asked for. */
public final class MatchLengthLimits {
  private final int shortest;
  private final int longest;
  private final int[] lengths;
  private final int[] longestRun;

  public MatchLengthLimits(Dfa dfa, int[] lengths) {
    this.lengths = lengths.clone();
    shortest = Arrays.stream(lengths).min().orElse(0);
    longest = Arrays.stream(lengths).max().orElse(0);
    longestRun = dfa.longestRuns(lengths);
  }

  /** The longest match of any pattern. */
  int longest() {
    return longest;
  }

  /** No try ends early before this length. */
  public int shortest() {
    return shortest;
  }

  /** The longest match of a pattern. */
  public int longestMatch(int pattern) {
    return lengths[pattern];
  }

  /** How long a try in some state may get. */
  public int longestRun(int stateIndex) {
    return longestRun[stateIndex];
  }
}
