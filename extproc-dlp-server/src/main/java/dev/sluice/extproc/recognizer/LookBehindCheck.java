package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import java.util.Optional;
import java.util.function.Function;

/** A check that reads the words before its candidates. */
public record LookBehindCheck(MatchCheck check) implements MatchCheck {
  public static MatchCheck finding(Function<MatchCandidate, Optional<MatchedSpan>> value) {
    return new LookBehindCheck(MatchCheck.ofValue(value));
  }

  @Override
  public CheckResult evaluate(MatchCandidate candidate) {
    return check.evaluate(candidate);
  }

  @Override
  public int lookBehind() {
    return PrecedingWords.MAX_BYTES;
  }

  @Override
  public int lookAhead() {
    return check.lookAhead();
  }
}
