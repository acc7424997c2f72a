package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.common.match.search.PatternSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A check of the candidates of a recognizer, and of numbers that are written with words. It
 * searches the digits of such a number, in their context, with the patterns of the recognizer.
 */
public final class SpelledNumberCheck implements MatchCheck {
  private final Recognizer recognizer;
  private final MatchCheck check;

  /** Compiled at the first number with words, because few texts have one. */
  private volatile @Nullable PatternSet compiled;

  private SpelledNumberCheck(Recognizer recognizer) {
    this.recognizer = recognizer;
    check = recognizer.check();
  }

  /** Returns a recognizer that also finds its values where each digit is a word. */
  public static Recognizer addTo(Recognizer recognizer) {
    return new Recognizer(
        recognizer.name(),
        Stream.concat(recognizer.patterns().stream(), SpelledNumber.PATTERNS.stream()).toList(),
        new SpelledNumberCheck(recognizer),
        recognizer.examples(),
        recognizer.counterexamples(),
        recognizer.weaker());
  }

  @Override
  public CheckResult evaluate(MatchCandidate candidate) {
    return evaluate(candidate, -1);
  }

  @Override
  public CheckResult evaluate(MatchCandidate candidate, int previousEnd) {
    if (!SpelledNumber.beginsAt(candidate.text(), candidate.from(), candidate.to())) {
      return check.evaluate(candidate, previousEnd);
    }
    if (!candidate.hasFullContext()) {
      return NoMatch.UNDECIDED;
    }
    return candidate
        .computeOnce(SpelledNumber::of)
        .flatMap(number -> find(candidate, number))
        .map(CheckResult.class::cast)
        .orElse(NoMatch.REJECTED);
  }

  /** Returns the words from the first value to the last. */
  private Optional<MatchedSpan> find(MatchCandidate candidate, SpelledNumber number) {
    byte[] text = number.text();
    int[] found = {text.length, 0};
    var cursor =
        patterns()
            .cursor((pattern, offset, matched, from, to) -> {
              int start = (int) offset;
              if (number.includes(start, start + to - from)) {
                found[0] = Math.min(found[0], start);
                found[1] = Math.max(found[1], start + to - from);
              }
            });
    cursor.end(text, 0, text.length);
    if (found[1] == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new MatchedSpan(
            Math.max(candidate.from(), number.rawAt(found[0])),
            Math.min(candidate.to(), number.rawAt(found[1]))));
  }

  private PatternSet patterns() {
    PatternSet known = compiled;
    if (known == null) {
      known = PatternSet.compile(recognizer.detections());
      compiled = known;
    }
    return known;
  }

  @Override
  public boolean mayStart(byte[] text, int from) {
    byte first = text[from];
    return first < 0 || AsciiText.isLower(AsciiText.lower(first)) || check.mayStart(text, from);
  }

  @Override
  public int lookBehind() {
    return Math.max(check.lookBehind(), PrecedingWords.MAX_BYTES);
  }

  @Override
  public int lookAhead() {
    return Math.max(check.lookAhead(), SpelledNumber.LOOK_AHEAD);
  }
}
