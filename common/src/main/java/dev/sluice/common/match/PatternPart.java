package dev.sluice.common.match;

import java.util.List;
import java.util.Optional;

/** Some of a set's patterns in one automaton. */
final class PatternPart {
  private final Dfa dfa;
  private final int[] patterns;
  private final RunLimits limits;
  private final Optional<Anchor> anchor;

  PatternPart(Dfa dfa, List<Integer> patterns, RunLimits limits, Optional<Anchor> anchor) {
    this.dfa = dfa;
    this.patterns = patterns.stream().mapToInt(Integer::intValue).toArray();
    this.limits = limits;
    this.anchor = anchor;
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

  /** What each match of any of them has near its beginning. */
  Optional<Anchor> anchor() {
    return anchor;
  }

  RunLimits limits() {
    return limits;
  }
}
