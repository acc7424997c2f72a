package dev.sluice.common.match;

import java.util.Optional;
import java.util.function.Function;

/** Decides over text that a pattern matched, by what a pattern cannot say, such as a checksum. */
@FunctionalInterface
public interface MatchCheck {
  /** Takes every match as it is. */
  MatchCheck ANY = candidate -> new Span(candidate.from(), candidate.to());

  /** What a check says. */
  sealed interface Verdict {}

  /** Part of an array: the value that a candidate holds. */
  record Span(int from, int to) implements Verdict {}

  /** A candidate is no match, or not yet. */
  enum No implements Verdict {
    /** Whatever comes behind it. */
    REFUSED,
    /** Only more text can tell; not said of a candidate that has all the text it will have. */
    UNDECIDED
  }

  /**
   * The value that the candidate holds: all of it, or what is left without its surroundings. More
   * text behind a candidate must not change a decision.
   */
  Verdict accept(Candidate candidate);

  /** How many bytes before a candidate the check wants to see. */
  default int lookBehind() {
    return 0;
  }

  /** How many bytes behind a candidate it may wait for. */
  default int lookAhead() {
    return 0;
  }

  /** A check that looks at nothing but the matched bytes, and takes all of them or none. */
  static MatchCheck of(Bytes holds) {
    return candidate ->
        holds.hold(candidate.text(), candidate.from(), candidate.to())
            ? new Span(candidate.from(), candidate.to())
            : No.REFUSED;
  }

  /** A check that never waits. */
  static MatchCheck finding(Function<Candidate, Optional<Span>> value) {
    return candidate -> {
      Optional<Span> found = value.apply(candidate);
      return found.isPresent() ? found.get() : No.REFUSED;
    };
  }

  /** Says whether the bytes between two positions are a match indeed. */
  @FunctionalInterface
  interface Bytes {
    boolean hold(byte[] text, int from, int to);
  }
}
