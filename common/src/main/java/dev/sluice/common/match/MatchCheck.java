package dev.sluice.common.match;

import java.util.Optional;

/** Decides over text that a pattern matched, by what a pattern cannot say, such as a checksum. */
@FunctionalInterface
public interface MatchCheck {
  /** Takes every match as it is. */
  MatchCheck ANY = candidate -> Optional.of(new Span(candidate.from(), candidate.to()));

  /** Part of an array. */
  record Span(int from, int to) {}

  /** The value that the candidate holds: all of it, or what is left without its surroundings. */
  Optional<Span> accept(Candidate candidate);

  /** How many bytes before a candidate the check wants to see. */
  default int lookBehind() {
    return 0;
  }

  /** A check that looks at nothing but the matched bytes, and takes all of them or none. */
  static MatchCheck of(Bytes holds) {
    return candidate ->
        holds.hold(candidate.text(), candidate.from(), candidate.to())
            ? Optional.of(new Span(candidate.from(), candidate.to()))
            : Optional.empty();
  }

  /** Says whether the bytes between two positions are a match indeed. */
  @FunctionalInterface
  interface Bytes {
    boolean hold(byte[] text, int from, int to);
  }
}
