package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A number of which each digit is a word, in Korean or English, such as {@code 공일공-일이삼사} or {@code
 * zero one zero}. It is written with digits, between the texts around it.
 */
final class SpelledNumber {
  private static final int FEWEST_MORE = 5;
  private static final int MOST_MORE = 23;
  private static final int LONGEST_SEPARATOR = 3;

  private static final String BLANKS = " -,";
  private static final String SIGNS = ".()";

  /** The letters with which passport numbers begin. */
  private static final String LETTERS = "DGMORS";

  private static final String ENGLISH = "zero|one|two|three|four|five|six|seven|eight|nine|oh";
  private static final String SEPARATOR = "[ ,.()A-Z-]{1,3}";
  private static final int LONGEST = 192;
  private static final String KOREAN = "공|일|이|삼|사|오|육|칠|팔|구|영|륙";
  private static final List<byte[]> WORDS =
      Stream.of((ENGLISH + "|" + KOREAN).split("\\|"))
          .map(word -> word.getBytes(StandardCharsets.UTF_8))
          .toList();

  /** The digit of each word. */
  private static final String DIGITS = "01234567890" + "012345678906";

  /**
   * Patterns of such numbers, with at least six digits. A syllable before a separator begins a
   * number only if it is not the end of a word, such as the particle 이.
   */
  static final List<Recognizer.CandidatePattern> PATTERNS =
      List.of(
          english(),
          korean("[" + LETTERS + "]?", ""),
          korean("(?<=[\\n -~])", SEPARATOR),
          korean("^", SEPARATOR));

  /** The most bytes behind a candidate that show whether the number goes on. */
  static final int LOOK_AHEAD = 8;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  /** The position in the candidate's array of each byte of the text, and of its end. */
  private final List<Integer> rawAt = new ArrayList<>();

  private int digitsFrom;
  private int digitsTo;

  private SpelledNumber() {}

  /** A word of the number. */
  private record Token(int from, int to, char digit) {}

  private static Recognizer.CandidatePattern english() {
    String word = "(?i:" + ENGLISH + ")";
    String more = "(?:[ ,.()-]{1,3}" + word + "){" + FEWEST_MORE + "," + MOST_MORE + "}";
    return new Recognizer.CandidatePattern(
        "(?<![A-Za-z])[" + LETTERS + "]?" + word + more + "(?![A-Za-z])", LONGEST);
  }

  /** Returns a pattern whose first two syllables are separated in one way. */
  private static Recognizer.CandidatePattern korean(String before, String separator) {
    String word = "[" + KOREAN.replace("|", "") + "]";
    String more =
        "(?:(?:" + SEPARATOR + ")?" + word + "){" + (FEWEST_MORE - 1) + "," + MOST_MORE + "}";
    return new Recognizer.CandidatePattern(before + word + separator + word + more, LONGEST);
  }

  /** Returns whether the word of a digit is at a position, or a letter and such a word. */
  static boolean beginsAt(byte[] text, int at, int end) {
    return first(text, at, end).isPresent();
  }

  private static Optional<Token> first(byte[] text, int at, int end) {
    Optional<Token> token = token(text, at, end);
    return token.isEmpty() && at < end && LETTERS.indexOf(text[at]) >= 0
        ? token(text, at + 1, end)
        : token;
  }

  private static boolean isSeparator(byte value) {
    return isSign(value) || BLANKS.indexOf(value) >= 0;
  }

  /** Returns true for a sign or letter that is a part of the number. */
  private static boolean isSign(byte value) {
    return SIGNS.indexOf(value) >= 0 || AsciiText.isUpper(value);
  }

  /** Returns the number that ends with a candidate; empty if more of its words follow. */
  static Optional<SpelledNumber> of(MatchCandidate candidate) {
    byte[] raw = candidate.text();
    List<Token> tokens = tokens(raw, candidate.from(), candidate.contextTo());
    if (tokens.size() > 1
        && tokens.getLast().to() > candidate.to()
        && mayBeginWord(raw, candidate.contextTo(), tokens)) {
      tokens.removeLast();
    }
    if (tokens.isEmpty() || tokens.getLast().to() != candidate.to()) {
      return Optional.empty();
    }
    var number = new SpelledNumber();
    number.copy(raw, candidate.contextFrom(), tokens.getFirst().from());
    number.digitsFrom = number.text.size();
    number.write(raw, tokens);
    number.digitsTo = number.text.size();
    number.copy(raw, candidate.to(), candidate.contextTo());
    number.rawAt.add(candidate.contextTo());
    return Optional.of(number);
  }

  /** Returns whether the last syllable may be the beginning of a word, such as 이에요. */
  private static boolean mayBeginWord(byte[] raw, int end, List<Token> tokens) {
    Token last = tokens.getLast();
    boolean adjacent = last.from() == tokens.get(tokens.size() - 2).to();
    boolean continues = last.to() < end && raw[last.to()] < 0;
    return raw[last.from()] < 0 && continues && (!adjacent || last.digit() == '2');
  }

  private static List<Token> tokens(byte[] raw, int from, int end) {
    List<Token> tokens = new ArrayList<>();
    Optional<Token> next = first(raw, from, end);
    while (next.isPresent() && tokens.size() <= MOST_MORE) {
      Token last = next.get();
      tokens.add(last);
      int at = last.to();
      while (at < end && at - last.to() < LONGEST_SEPARATOR && isSeparator(raw[at])) {
        at++;
      }
      next = token(raw, at, end).filter(token -> raw[token.from()] < 0 == raw[last.from()] < 0);
    }
    return tokens;
  }

  private static Optional<Token> token(byte[] raw, int at, int end) {
    for (int i = 0; i < WORDS.size(); i++) {
      if (AsciiText.matchesWord(raw, at, end, WORDS.get(i))) {
        return Optional.of(new Token(at, at + WORDS.get(i).length, DIGITS.charAt(i)));
      }
    }
    return Optional.empty();
  }

  /** Writes the digits and signs, and a hyphen where the gap between words is wider than others. */
  private void write(byte[] raw, List<Token> tokens) {
    int narrowest = LONGEST_SEPARATOR;
    for (int i = 1; i < tokens.size(); i++) {
      narrowest = Math.min(narrowest, tokens.get(i).from() - tokens.get(i - 1).to());
    }
    int end = tokens.getFirst().from();
    for (Token token : tokens) {
      if (token.from() - end > narrowest) {
        writeGap(raw, end, token.from());
      }
      put(token.digit(), token.from());
      end = token.to();
    }
  }

  private void writeGap(byte[] raw, int from, int to) {
    int before = text.size();
    for (int at = from; at < to; at++) {
      if (isSign(raw[at])) {
        put(raw[at], at);
      }
    }
    if (text.size() == before) {
      put('-', from);
    }
  }

  private void copy(byte[] raw, int from, int to) {
    for (int at = from; at < to; at++) {
      put(raw[at], at);
    }
  }

  private void put(int value, int at) {
    text.write(value);
    rawAt.add(at);
  }

  byte[] text() {
    return text.toByteArray();
  }

  /** Returns whether a part of the text has digits of the number. */
  boolean includes(int from, int to) {
    return from < digitsTo && to > digitsFrom;
  }

  /** Returns the position in the candidate's array of a position in the text. */
  int rawAt(int position) {
    return rawAt.get(position);
  }
}
