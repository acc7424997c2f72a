package dev.sluice.common.match.pattern;

import dev.sluice.common.match.automaton.Dfa;
import java.util.Arrays;

/** The lengths at which a run ends although the automaton would continue. */
public final class MatchLengthLimits {
  private final int shortest;
  private final int longestPrefix;
  private final int[] lengths;
  private final int[] longestRun;

  public MatchLengthLimits(Dfa dfa, int[] lengths) {
    this.lengths = lengths.clone();
    longestRun = dfa.longestRuns(lengths);
    longestPrefix =
        Arrays.stream(dfa.startStates())
            .map(state -> longestRun[dfa.stateIndex(state)])
            .max()
            .orElse(0);
    shortest = Arrays.stream(longestRun).filter(run -> run > 0).min().orElse(0);
  }

  /** Returns the longest prefix with which a match may still be short enough. */
  int longestPrefix() {
    return longestPrefix;
  }

  /** Returns the length up to which no run ends early. */
  public int shortest() {
    return shortest;
  }

  /** Returns the longest match of a pattern. */
  public int longestMatch(int pattern) {
    return lengths[pattern];
  }

  /** Returns the longest run in a state. */
  public int longestRun(int stateIndex) {
    return longestRun[stateIndex];
  }
}
