package dev.sluice.extproc.recognizer.person;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.PrecedingWords;
import dev.sluice.extproc.recognizer.Recognizer.CandidatePattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A check of Korean names beside a label or a title, or of usual names alone. A word that continues
 * behind the candidate is never a name.
 */
final class KoreanNameCheck implements MatchCheck {
  /** The lengths of names, the most usual first. */
  private static final List<Integer> LENGTHS = List.of(KoreanName.USUAL, 2, 4);

  private static final String SEPARATOR =
      "(?:은|는|이|가)?[\"'*]{0,3}[ \\t]{0,3}[:=|>-]{0,2}[ \\t]{0,3}[\"'(*\\[]{0,3}";

  /** The signs that give a label its value. */
  private static final String SIGNS = ":=|>\"\t";

  /** A pattern of a label and the word behind it. */
  static final CandidatePattern LABELLED =
      new CandidatePattern(
          "(?:"
              + KoreanTitles.LABEL
              + SEPARATOR
              + "|"
              + KoreanTitles.GREETING
              + " {0,2})"
              + HangulText.ANY
              + "{2,10}",
          110);

  /** A pattern of a name before a title. */
  static final CandidatePattern TITLED =
      new CandidatePattern(
          "["
              + KoreanName.FREQUENT
              + "]"
              + HangulText.ANY
              + "{1,3} ?"
              + KoreanTitles.PATTERN
              + HangulText.ANY
              + "{0,5}",
          48);

  /** A pattern of a usual name before a particle. */
  static final CandidatePattern ALONE =
      new CandidatePattern(
          "["
              + KoreanName.FREQUENT
              + "]["
              + KoreanName.FIRST
              + "]["
              + KoreanName.SECOND
              + "]"
              + HangulText.ANY
              + "{1,5}",
          24);

  private final Confidence confidence;

  KoreanNameCheck(Confidence confidence) {
    this.confidence = confidence;
  }

  @Override
  public CheckResult evaluate(MatchCandidate candidate) {
    HangulText.Behind behind = HangulText.behind(candidate);
    if (behind != HangulText.Behind.END) {
      return HangulText.undecided(behind);
    }
    if (HangulText.continuesWord(candidate.text(), candidate.from())) {
      return NoMatch.REJECTED;
    }
    String all = HangulText.string(candidate.text(), candidate.from(), candidate.to());
    int word = lastWord(all);
    Optional<MatchedSpan> name = Optional.empty();
    if (confidence != Confidence.LOW) {
      name = word > 0 ? afterLabel(candidate, all, word) : Optional.empty();
      name = name.isEmpty() ? beforeTitle(candidate, all) : name;
    } else if (word == 0) {
      name = alone(candidate, all);
    }
    return name.isPresent() ? name.get() : NoMatch.REJECTED;
  }

  @Override
  public int lookBehind() {
    return PrecedingWords.MAX_BYTES;
  }

  @Override
  public int lookAhead() {
    return HangulText.LOOK_AHEAD;
  }

  /** Returns the start of the last word of syllables. */
  private static int lastWord(String all) {
    int at = all.length();
    while (at > 0 && HangulText.isSyllable(all.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private Optional<MatchedSpan> afterLabel(MatchCandidate candidate, String all, int word) {
    String label = all.substring(0, word);
    for (int length : LENGTHS) {
      KoreanName name = KoreanName.read(all.substring(word), length);
      if (name.exists() && name.ends()) {
        return level(name, label) == confidence
            ? Optional.of(span(candidate, all, word, length))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Returns the confidence after a label; low if the word is hardly a name. */
  private static Confidence level(KoreanName name, String label) {
    boolean signed = label.chars().anyMatch(c -> SIGNS.indexOf(c) >= 0);
    boolean whole = name.length() > 2;
    boolean unusual = name.ordinary() && !signed;
    boolean greeting = KoreanTitles.isGreeting(label);
    if (greeting && (!whole || !name.isStated() || name.ordinary())) {
      return Confidence.LOW;
    }
    boolean personal = KoreanTitles.namesPerson(label);
    boolean written = signed && personal && name.tail().isEmpty() && !name.ordinary();
    if (whole && ((name.known() && !unusual) || written)) {
      return Confidence.HIGH;
    }
    boolean likely = (signed || personal) ? name.isNamed() : name.isStated();
    boolean usual = !name.ordinary() && (whole || name.known());
    return likely && usual ? Confidence.MEDIUM : Confidence.LOW;
  }

  private Optional<MatchedSpan> beforeTitle(MatchCandidate candidate, String all) {
    int space = all.indexOf(' ');
    for (int length : LENGTHS) {
      int title = space >= 0 ? space + 1 : length;
      if (title > all.length() || (space >= 0 && space != length)) {
        continue;
      }
      KoreanName name = KoreanName.read(all, length);
      String behind = all.substring(title);
      if (name.exists() && KoreanTitles.isTitle(behind)) {
        boolean plain = name.known() && !name.ordinary();
        Confidence level = length > 2 && plain ? Confidence.HIGH : Confidence.MEDIUM;
        boolean likely = length > 2 || (plain && KoreanTitles.isPolite(behind));
        return likely && level == confidence
            ? Optional.of(span(candidate, all, 0, length))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<MatchedSpan> alone(MatchCandidate candidate, String all) {
    KoreanName name = KoreanName.read(all, KoreanName.USUAL);
    return name.known() && KoreanName.isParticle(name.tail()) && !name.ordinary()
        ? Optional.of(span(candidate, all, 0, KoreanName.USUAL))
        : Optional.empty();
  }

  private static MatchedSpan span(MatchCandidate candidate, String all, int start, int length) {
    int from = candidate.from() + all.substring(0, start).getBytes(StandardCharsets.UTF_8).length;
    return new MatchedSpan(from, from + HangulText.SYLLABLE * length);
  }
}
