package dev.sluice.common.match.search;

import java.util.Optional;
import java.util.function.Function;

/** Decides over text that a pattern matched, by what a pattern cannot say, such as a checksum. */
@FunctionalInterface
public interface MatchCheck {
  /** Takes every match as it is. */
  MatchCheck ACCEPT_ALL = candidate -> new MatchedSpan(candidate.from(), candidate.to());

  /** What a check says. */
  sealed interface CheckResult {}

  /** Part of an array: the value that a candidate holds. */
  record MatchedSpan(int from, int to) implements CheckResult {}

  /** A candidate is no match, or not yet. */
  enum NoMatch implements CheckResult {
    /** Whatever comes behind it. */
    REJECTED,
    /** Only more text can tell; not said of a candidate that has all the text it will have. */
    UNDECIDED
  }

  /**
   * The value that the candidate holds: all of it, or what is left without its surroundings. More
   * text behind a candidate must not change a decision.
   */
  CheckResult evaluate(MatchCandidate candidate);

  /** How many bytes before a candidate the check wants to see. */
  default int lookBehind() {
    return 0;
  }

  /** How many bytes behind a candidate it may wait for. */
  default int lookAhead() {
    return 0;
  }

  /** A check that looks at nothing but the matched bytes, and takes all of them or none. */
  static MatchCheck of(BytePredicate holds) {
    return candidate ->
        holds.test(candidate.text(), candidate.from(), candidate.to())
            ? new MatchedSpan(candidate.from(), candidate.to())
            : NoMatch.REJECTED;
  }

  /** A check that never waits. */
  static MatchCheck ofValue(Function<MatchCandidate, Optional<MatchedSpan>> value) {
    return candidate -> {
      Optional<MatchedSpan> found = value.apply(candidate);
      return found.isPresent() ? found.get() : NoMatch.REJECTED;
    };
  }

  /** Says whether the bytes between two positions are a match indeed. */
  @FunctionalInterface
  interface BytePredicate {
    boolean test(byte[] text, int from, int to);
  }
}
