package dev.sluice.extproc.recognizer.person;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.PrecedingWords;
import dev.sluice.extproc.recognizer.Recognizer.CandidatePattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A check of English names after a title or a label, or of frequent names alone. */
final class EnglishNameCheck implements MatchCheck {
  /** The most words of a name, and of a candidate. */
  private static final int MOST_WORDS = 3;

  private static final int MOST_IN_CANDIDATE = 4;

  /** The bytes behind a candidate that show whether another capitalized word follows. */
  private static final int NEXT_WORD = 2;

  private static final String PART =
      "(?:(?:[A-Z]'|Ma?c)?[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?|[A-Z])\\.?";

  /** A pattern of capitalized words. */
  static final CandidatePattern WORDS =
      new CandidatePattern(
          "(?<![A-Za-z0-9_])" + PART + "(?: " + PART + "){0," + (MOST_IN_CANDIDATE - 1) + "}", 140);

  /** The titles before a name; those of one sex are used for nothing else. */
  private static final Set<String> TITLES = Set.of("Mr", "Mrs", "Ms", "Miss");

  private static final Set<String> PROFESSIONS = Set.of("Dr", "Prof", "Professor", "Madam");

  /** The words that name a person before a name. */
  private static final Set<String> LABELS =
      Set.of(
          ("customer patient employee student guest recipient contact passenger cardholder holder"
                  + " applicant teacher surname attn payee beneficiary dear sender buyer tenant"
                  + " landlord insured nominee spouse husband wife")
              .split(" "));

  /** The words that name a person, each as the end of what precedes a name. */
  private static final List<String> BEHIND =
      List.of(
          "full name",
          "fullname",
          "full_name",
          "first name",
          "first_name",
          "last name",
          "last_name",
          "customer name",
          "customername",
          "customer_name",
          "patient name",
          "student name",
          "student's name",
          "passenger name",
          "guest name",
          "cardholder name",
          "contact name",
          "card holder",
          "account holder",
          "ship to",
          "bill to",
          "i am",
          "i'm",
          "this is",
          "my name",
          "regards,",
          "sincerely,",
          "sincerely yours,",
          "yours truly,");

  private static final String NAME = "name";

  /** The labels that only the name of a person follows. */
  private static final List<String> OF_NAMES =
      List.of(
          "full name",
          "fullname",
          "full_name",
          "patient name",
          "student name",
          "student's name",
          "passenger name",
          "guest name",
          "cardholder name",
          "card holder",
          "cardholder",
          "account holder",
          "my name",
          "patient",
          "passenger");

  /** The signs between a label and its value, and those that give it the value. */
  private static final String GAP = " \t\r\n\"'*([{:=|>-";

  private static final String SIGNS = ":=|>\"\n";

  /** The most bytes before a name that are read as its label. */
  private static final int LABEL_BYTES = 24;

  private final Confidence confidence;

  EnglishNameCheck(Confidence confidence) {
    this.confidence = confidence;
  }

  @Override
  public CheckResult evaluate(MatchCandidate candidate) {
    if (candidate.contextTo() - candidate.to() < NEXT_WORD && !candidate.hasFullContext()) {
      return NoMatch.UNDECIDED;
    }
    String all = HangulText.string(candidate.text(), candidate.from(), candidate.to());
    String[] words = all.split(" ", -1);
    if (continues(candidate, words.length)) {
      return NoMatch.REJECTED;
    }
    int first = 0;
    String label = "";
    while (first < words.length && isLabel(words[first])) {
      label = words[first++].replace(".", "");
    }
    int end = first;
    while (end < words.length && end < first + MOST_WORDS && isPart(words[end])) {
      end++;
    }
    if (end == first || !isName(words, first, end)) {
      return NoMatch.REJECTED;
    }
    int skipped = lengthOf(words, 0, first) + (first > 0 ? 1 : 0);
    int from = candidate.from() + skipped;
    int to = from + lengthOf(words, first, end);
    to -= candidate.text()[to - 1] == '.' && words[end - 1].length() > NEXT_WORD ? 1 : 0;
    Name name = new Name(words, first, end);
    Optional<Confidence> level =
        label.isEmpty() ? behindLabel(candidate, name) : titled(label, name);
    return level.filter(found -> found == confidence).isPresent()
        ? new MatchedSpan(from, to)
        : NoMatch.REJECTED;
  }

  @Override
  public int lookBehind() {
    return PrecedingWords.MAX_BYTES;
  }

  @Override
  public int lookAhead() {
    return HangulText.LOOK_AHEAD;
  }

  /** The words of a name. */
  private record Name(boolean first, boolean last, boolean several) {
    Name(String[] words, int from, int to) {
      this(
          EnglishNames.isFirst(plain(words[from])),
          EnglishNames.isLast(plain(words[to - 1])),
          to - from > 1);
    }

    boolean isFull() {
      return first && last && several;
    }

    boolean isFrequent() {
      return first || last;
    }
  }

  private static String plain(String word) {
    return word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
  }

  private static boolean isLabel(String word) {
    String plain = plain(word);
    return TITLES.contains(plain)
        || PROFESSIONS.contains(plain)
        || LABELS.contains(plain.toLowerCase(Locale.ROOT));
  }

  private static boolean isPart(String word) {
    return !EnglishNames.isOther(plain(word));
  }

  /** Returns true if the words are more than initials. */
  private static boolean isName(String[] words, int from, int to) {
    return plain(words[from]).length() > 1 && plain(words[to - 1]).length() > 1;
  }

  private static int lengthOf(String[] words, int from, int to) {
    int length = Math.max(0, to - from - 1);
    for (int i = from; i < to; i++) {
      length += words[i].length();
    }
    return length;
  }

  /** Returns true if the candidate ends inside a word, or before one that may belong to it. */
  private static boolean continues(MatchCandidate candidate, int words) {
    byte[] text = candidate.text();
    int to = candidate.to();
    int known = candidate.contextTo() - to;
    boolean inWord =
        known > 0 && (Character.isLetterOrDigit(text[to]) || text[to] == '_' || text[to] == '(');
    boolean next = known >= NEXT_WORD && text[to] == ' ' && Character.isUpperCase(text[to + 1]);
    return inWord || (next && words < MOST_IN_CANDIDATE);
  }

  private static Optional<Confidence> titled(String label, Name name) {
    if (TITLES.contains(label)) {
      return Optional.of(name.isFrequent() || name.several() ? Confidence.HIGH : Confidence.MEDIUM);
    }
    if (PROFESSIONS.contains(label)) {
      return Optional.of(name.several() && name.isFrequent() ? Confidence.HIGH : Confidence.MEDIUM);
    }
    if (name.several() && name.isFrequent()) {
      return Optional.of(name.first() ? Confidence.HIGH : Confidence.MEDIUM);
    }
    return Optional.empty();
  }

  /** Returns the confidence in a name by the words that precede it. */
  private static Optional<Confidence> behindLabel(MatchCandidate candidate, Name name) {
    byte[] text = candidate.text();
    int at = candidate.from();
    boolean signed = false;
    while (at > candidate.contextFrom() && GAP.indexOf(text[at - 1]) >= 0) {
      at--;
      signed |= SIGNS.indexOf(text[at]) >= 0;
    }
    String words =
        HangulText.string(text, Math.max(candidate.contextFrom(), at - LABEL_BYTES), at)
            .toLowerCase(Locale.ROOT);
    String before = words.endsWith(" is") ? words.substring(0, words.length() - 3) : words;
    boolean person = endsWithLabel(before) || endsWithLabel(words);
    boolean named = signed && endsWithWord(before, NAME);
    if (!name.several() || (!person && !named)) {
      return name.isFull() ? Optional.of(Confidence.LOW) : Optional.empty();
    }
    boolean personal = OF_NAMES.stream().anyMatch(label -> endsWithWord(before, label));
    boolean given = signed || words.length() > before.length();
    if (name.first() || (person && signed && name.last()) || (personal && given)) {
      return Optional.of(Confidence.HIGH);
    }
    return name.last() || (person && signed) ? Optional.of(Confidence.MEDIUM) : Optional.empty();
  }

  private static boolean endsWithLabel(String before) {
    int word = before.length();
    while (word > 0 && Character.isLetter(before.charAt(word - 1))) {
      word--;
    }
    return LABELS.contains(before.substring(word))
        || BEHIND.stream().anyMatch(label -> endsWithWord(before, label));
  }

  private static boolean endsWithWord(String before, String label) {
    int start = before.length() - label.length();
    return before.endsWith(label)
        && (start == 0 || !Character.isLetterOrDigit(before.charAt(start - 1)));
  }
}
