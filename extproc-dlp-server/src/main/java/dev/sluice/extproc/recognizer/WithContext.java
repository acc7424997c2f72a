package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import dev.sluice.common.match.MatchCheck;
import java.util.Optional;
import java.util.function.Function;

/** A check that sees the words before its candidates. */
record WithContext(MatchCheck check) implements MatchCheck {
  static MatchCheck finding(Function<Candidate, Optional<Span>> value) {
    return new WithContext(MatchCheck.finding(value));
  }

  @Override
  public Verdict accept(Candidate candidate) {
    return check.accept(candidate);
  }

  @Override
  public int lookBehind() {
    return ContextWords.REACH;
  }

  @Override
  public int lookAhead() {
    return check.lookAhead();
  }
}
