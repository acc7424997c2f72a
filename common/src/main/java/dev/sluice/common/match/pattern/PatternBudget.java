package dev.sluice.common.match.pattern;

import dev.sluice.common.match.automaton.BuildWorkLimit;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.automaton.DfaBuilder;
import dev.sluice.common.match.syntax.PatternNode;
import java.util.List;
import java.util.Optional;

/**
 * How much work and memory some patterns may take together. What was spent on a pattern is gone,
 * whether the pattern was accepted or not.
 */
public final class PatternBudget {
  /** Some seconds. */
  private static final long EFFORT = 4 * BuildWorkLimit.MAX;

  /** Entries of tables: 48 MB. */
  private static final int ENTRIES = 12 << 20;

  private long effort = EFFORT;
  private long entries = ENTRIES;

  /** The pattern's own automaton, if there is enough left for it. */
  Optional<Dfa> build(PatternNode pattern) {
    var one = new BuildWorkLimit(effort);
    Optional<Dfa> built = DfaBuilder.build(List.of(pattern), one);
    effort -= one.spent();
    entries -= built.map(Dfa::tableEntries).orElse(0);
    return built.filter(dfa -> entries >= 0);
  }

  /** Nothing more is accepted. */
  boolean isExhausted() {
    return effort <= 0 || entries < 0;
  }
}
