package dev.sluice.extproc.recognizer.person;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.PrecedingWords;

/** A check of candidates for names, by the script in which they end. */
final class PersonNameCheck implements MatchCheck {
  private final MatchCheck korean;
  private final MatchCheck english;

  PersonNameCheck(Confidence confidence) {
    korean = new KoreanNameCheck(confidence);
    english = new EnglishNameCheck(confidence);
  }

  @Override
  public boolean mayStart(byte[] text, int from) {
    return text[from] >= 0 || !HangulText.continuesWord(text, from);
  }

  @Override
  public CheckResult evaluate(MatchCandidate candidate) {
    return candidate.text()[candidate.to() - 1] < 0
        ? korean.evaluate(candidate)
        : english.evaluate(candidate);
  }

  @Override
  public int lookBehind() {
    return PrecedingWords.MAX_BYTES;
  }

  @Override
  public int lookAhead() {
    return HangulText.LOOK_AHEAD;
  }
}
