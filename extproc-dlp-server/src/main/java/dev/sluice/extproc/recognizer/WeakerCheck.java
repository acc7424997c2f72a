package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;

/**
 * A check for findings of lower confidence. It rejects candidates that the check of higher
 * confidence accepts, so that a value has one confidence.
 */
public record WeakerCheck(MatchCheck certain, MatchCheck weaker) implements MatchCheck {
  /** Returns a check for candidates that only {@code weaker} accepts. */
  public static MatchCheck below(MatchCheck certain, MatchCheck weaker) {
    return new WeakerCheck(certain, weaker);
  }

  @Override
  public boolean mayStart(byte[] text, int from) {
    return weaker.mayStart(text, from);
  }

  @Override
  public CheckResult evaluate(MatchCandidate candidate) {
    return evaluate(candidate, -1);
  }

  @Override
  public CheckResult evaluate(MatchCandidate candidate, int previousEnd) {
    return switch (certain.evaluate(candidate, previousEnd)) {
      case MatchedSpan _ -> NoMatch.REJECTED;
      case NoMatch.UNDECIDED -> NoMatch.UNDECIDED;
      case NoMatch.REJECTED -> weaker.evaluate(candidate, previousEnd);
    };
  }

  @Override
  public int lookBehind() {
    return Math.max(certain.lookBehind(), weaker.lookBehind());
  }

  @Override
  public int lookAhead() {
    return Math.max(certain.lookAhead(), weaker.lookAhead());
  }
}
