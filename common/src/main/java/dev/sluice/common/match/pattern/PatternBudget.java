package dev.sluice.common.match.pattern;

import dev.sluice.common.match.automaton.BuildWorkLimit;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.automaton.DfaBuilder;
import dev.sluice.common.match.syntax.PatternNode;
import java.util.List;
import java.util.Optional;

/**
 * A budget of work and memory that several patterns share. A pattern uses its part even if it is
 * rejected.
 */
public final class PatternBudget {
  /** The work limit: some seconds. */
  private static final long EFFORT = 4 * BuildWorkLimit.MAX;

  /** The limit of table entries: 48 MB. */
  private static final int ENTRIES = 12 << 20;

  private long effort = EFFORT;
  private long entries = ENTRIES;

  /** Builds the pattern's automaton if the budget allows it. */
  Optional<Dfa> build(PatternNode pattern) {
    var one = new BuildWorkLimit(effort);
    Optional<Dfa> built = DfaBuilder.build(List.of(pattern), one);
    effort -= one.spent();
    entries -= built.map(Dfa::tableEntries).orElse(0);
    return built.filter(dfa -> entries >= 0);
  }

  /** Returns whether no further pattern is accepted. */
  boolean isExhausted() {
    return effort <= 0 || entries < 0;
  }
}
