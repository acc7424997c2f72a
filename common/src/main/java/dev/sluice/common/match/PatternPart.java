package dev.sluice.common.match;

import java.util.List;

/** Some of a set's patterns in one automaton. */
final class PatternPart {
  private final Dfa dfa;
  private final int[] patterns;
  private final RunLimits limits;

  PatternPart(Dfa dfa, List<Integer> patterns, RunLimits limits) {
    this.dfa = dfa;
    this.patterns = patterns.stream().mapToInt(Integer::intValue).toArray();
    this.limits = limits;
  }

  Dfa dfa() {
    return dfa;
  }

  /** How many patterns it has. */
  int size() {
    return patterns.length;
  }

  /** The index in the set of one of its patterns. */
  int pattern(int number) {
    return patterns[number];
  }

  RunLimits limits() {
    return limits;
  }
}
