package dev.sluice.common.match;

import java.util.List;
import java.util.Optional;

/**
 * What may go into putting the patterns of a set together, beyond what each of them takes by
 * itself: when it is used up, patterns stay by themselves.
 */
final class Spare {
  private static final int MOST_STATES = 1 << 14;

  private long effort = 8 * Effort.MOST;

  /** Entries of tables: 32 MB. */
  private long entries = 8 << 20;

  /** One automaton for all of these patterns, if it is not too large. */
  Optional<Dfa> join(List<TextPattern> patterns) {
    long states = patterns.stream().mapToLong(pattern -> pattern.alone().states()).sum();
    // What is surely too much need not be tried.
    if (states > MOST_STATES) {
      return Optional.empty();
    }
    var one = new Effort(effort);
    Optional<Dfa> joined = DfaJoin.of(patterns.stream().map(TextPattern::alone).toList(), one);
    effort -= one.spent();
    long apart = patterns.stream().mapToLong(pattern -> pattern.alone().entries()).sum();
    long more = joined.map(dfa -> Math.max(0, dfa.entries() - apart)).orElse(0L);
    if (more > entries) {
      return Optional.empty();
    }
    entries -= more;
    return joined;
  }
}
