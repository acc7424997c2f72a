package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import dev.sluice.common.match.MatchCheck;
import java.util.Optional;

/** A check that sees the words before its candidates. */
record WithContext(MatchCheck check) implements MatchCheck {
  @Override
  public Optional<Span> accept(Candidate candidate) {
    return check.accept(candidate);
  }

  @Override
  public int lookBehind() {
    return ContextWords.REACH;
  }
}
