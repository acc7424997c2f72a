package dev.sluice.common.match;

import java.util.Arrays;

/** Where tries end although the automaton would go on: at the longest match asked for. */
final class RunLimits {
  private final int shortest;
  private final int longest;
  private final int[] lengths;
  private final int[] reach;

  RunLimits(Dfa dfa, int[] lengths) {
    this.lengths = lengths.clone();
    shortest = Arrays.stream(lengths).min().orElse(0);
    longest = Arrays.stream(lengths).max().orElse(0);
    reach = dfa.reach(lengths);
  }

  /** The longest match of any pattern. */
  int longest() {
    return longest;
  }

  /** No try ends early before this length. */
  int shortest() {
    return shortest;
  }

  /** The longest match of a pattern. */
  int length(int pattern) {
    return lengths[pattern];
  }

  /** How long a try in some state may get. */
  int reach(int stateIndex) {
    return reach[stateIndex];
  }
}
