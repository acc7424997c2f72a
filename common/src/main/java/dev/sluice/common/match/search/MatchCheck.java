package dev.sluice.common.match.search;

import java.util.Optional;
import java.util.function.Function;

/** A check of matches by a condition that a pattern cannot express, such as a checksum. */
@FunctionalInterface
public interface MatchCheck {
  /** A check that accepts every match. */
  MatchCheck ACCEPT_ALL = candidate -> new MatchedSpan(candidate.from(), candidate.to());

  /** A result of a check. */
  sealed interface CheckResult {}

  /** An accepted part of the candidate. */
  record MatchedSpan(int from, int to) implements CheckResult {}

  /** A result for a candidate that is not a match, or not yet. */
  enum NoMatch implements CheckResult {
    /** The candidate is rejected, whatever text follows. */
    REJECTED,
    /** The result depends on the text that follows. Not allowed if the context is complete. */
    UNDECIDED
  }

  /**
   * Checks a candidate. Returns the accepted part, which may exclude its surroundings. More text
   * behind the candidate must not change the decision.
   */
  CheckResult evaluate(MatchCandidate candidate);

  /**
   * Checks a candidate that may depend on the previous match of the same pattern.
   *
   * @param previousEnd the end of that match in the text of the candidate; negative if there is
   *     none in its context
   */
  default CheckResult evaluate(MatchCandidate candidate, int previousEnd) {
    return evaluate(candidate);
  }

  /** The number of bytes from a start on that {@link #mayStart} may read. */
  int START_BYTES = 4;

  /**
   * Returns false if no candidate that starts at a position is a match. It is asked before the
   * candidates of a start are searched and evaluated, so that hostile texts cost little, and only
   * where the shortest match has {@link #START_BYTES} bytes.
   *
   * @param text the text with the context before the start, and so many bytes from it on
   */
  default boolean mayStart(byte[] text, int from) {
    return true;
  }

  /** Returns the number of context bytes before a candidate. */
  default int lookBehind() {
    return 0;
  }

  /** Returns the maximum number of context bytes behind a candidate. */
  default int lookAhead() {
    return 0;
  }

  /** Returns a check that considers only the matched bytes and accepts all or none of them. */
  static MatchCheck of(BytePredicate holds) {
    return candidate ->
        holds.test(candidate.text(), candidate.from(), candidate.to())
            ? new MatchedSpan(candidate.from(), candidate.to())
            : NoMatch.REJECTED;
  }

  /** Returns a check that never needs more text. */
  static MatchCheck ofValue(Function<MatchCandidate, Optional<MatchedSpan>> value) {
    return candidate -> {
      Optional<MatchedSpan> found = value.apply(candidate);
      return found.isPresent() ? found.get() : NoMatch.REJECTED;
    };
  }

  /** A predicate on the bytes between two positions. */
  @FunctionalInterface
  interface BytePredicate {
    boolean test(byte[] text, int from, int to);
  }
}
