package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import dev.sluice.common.match.MatchCheck;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the words around a value say about it: those that name its kind, those that name another
 * one, and those like "number" that only count when nothing better is there. A value is all of a
 * match up to its last digit; what the pattern matches behind it names the kind.
 */
final class Context {
  /** A word of another kind that is as near as this counts whatever else the sentence says. */
  private static final int DIRECTLY = 12;

  private static final String BETWEEN = "[^0-9\\r\\n\\t,;:|\"'\\[\\]{}<>=]{0,26}";

  private final WordTable words;

  private Context(WordTable words) {
    this.words = words;
  }

  /** Words of this kind, and words of others besides those that name no person's data at all. */
  static Context of(List<String> naming, List<List<String>> denying) {
    return new Context(
        WordTable.of(
            naming,
            Stream.concat(denying.stream().flatMap(List::stream), Labels.OTHER.stream()).toList(),
            Labels.GENERIC));
  }

  /** A pattern for what may stand behind a value and name its kind, or nothing. */
  static String behind(String... words) {
    return "(?:" + BETWEEN + Stream.of(words).collect(Collectors.joining("|", "(?:", ")")) + ")?";
  }

  /** A check that asks for a form's strength and weighs it with the words around. */
  MatchCheck check(Form form) {
    return new WithContext(candidate -> value(form, candidate));
  }

  private Optional<MatchCheck.Span> value(Form form, Candidate candidate) {
    int end = candidate.to();
    while (!Ascii.isDigit(candidate.text()[end - 1])) {
      end--;
    }
    Strength strength = form.of(candidate);
    return strength != Strength.NONE
            && !Iban.beginsBefore(candidate)
            && holds(strength, candidate, end < candidate.to())
        ? Optional.of(new MatchCheck.Span(candidate.from(), end))
        : Optional.empty();
  }

  private boolean holds(Strength strength, Candidate candidate, boolean namedBehind) {
    if (strength == Strength.SURE) {
      return true;
    }
    WordTable.Found found = words.before(candidate);
    boolean directly = found.denying() + DIRECTLY >= candidate.from();
    boolean denied = found.denying() > found.naming() && (directly || !found.namedInSentence());
    if (strength == Strength.WEAK) {
      return !denied && (namedBehind || found.naming() >= 0);
    }
    boolean labelled = found.generic() >= 0 && found.naming() < 0 && !namedBehind;
    return !denied && (strength == Strength.GOOD || !labelled);
  }

  /** How much the form of a candidate alone says. */
  enum Strength {
    /** It is no value of the kind. */
    NONE,
    /** It is one if a word says so. */
    WEAK,
    /** It is one unless it has the label of something else, known or not. */
    FAIR,
    /** It is one unless a word says otherwise. */
    GOOD,
    /** It is one whatever stands before. */
    SURE
  }

  /** Judges a candidate by itself. */
  @FunctionalInterface
  interface Form {
    Strength of(Candidate candidate);
  }
}
