package dev.sluice.common.match.search;

import dev.sluice.common.match.automaton.BuildWorkLimit;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.automaton.DfaUnionBuilder;
import dev.sluice.common.match.pattern.TextPattern;
import java.util.List;
import java.util.Optional;

/**
 * A budget for combining the patterns of a set into unions, beyond their own automata. When it is
 * used up, patterns keep their own automata.
 */
final class UnionBudget {
  private static final int MOST_STATES = 1 << 14;

  private long effort = 8 * BuildWorkLimit.MAX;

  /** The remaining table entries: 32 MB. */
  private long entries = 8 << 20;

  /** Builds one automaton for all these patterns, if it is not too large. */
  Optional<Dfa> build(List<TextPattern> patterns) {
    long states = patterns.stream().mapToLong(pattern -> pattern.automaton().stateCount()).sum();
    // Avoids an attempt that is certain to fail.
    if (states > MOST_STATES) {
      return Optional.empty();
    }
    var one = new BuildWorkLimit(effort);
    Optional<Dfa> joined =
        DfaUnionBuilder.build(patterns.stream().map(TextPattern::automaton).toList(), one);
    effort -= one.spent();
    long apart = patterns.stream().mapToLong(pattern -> pattern.automaton().tableEntries()).sum();
    long more = joined.map(dfa -> Math.max(0, dfa.tableEntries() - apart)).orElse(0L);
    if (more > entries) {
      return Optional.empty();
    }
    entries -= more;
    return joined;
  }
}
