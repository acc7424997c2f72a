package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.AsciiText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The separator between the name of a secret and its value.
 *
 * @param valueFrom the start of the value
 * @param assigns true if a sign marks the value, not only words
 */
record SecretSeparator(int valueFrom, boolean assigns) {
  private static final String QUOTE = "[\"'`(]{0,2}";
  private static final String ASSIGNED =
      "[\"'`)\\]*]{0,3}[ \\t]{0,8}(?::=|=>|->|\\|\\||\\?\\?|[:=|])[ \\t]{0,4}" + QUOTE;
  private static final String ARGUMENT = "[\"'], ?[\"']";
  private static final String MARKUP = "(?:[\"']?>|</[a-z]+>)\\s*(?:<[^<>\\n]{1,40}>\\s*)*" + QUOTE;
  private static final String HEADING = "[\\])]:?\\r?\\n";
  private static final String FORM_DATA = "\"(?:\\r?\\n){2}";
  private static final String KOREAN = "[가-힣]{0,3} (?:값[은는이을를]? )?" + QUOTE + "|\\([\"'`]?";

  /** A pattern of a Korean sentence that announces the value, as in "비밀번호 공유드립니다 =>". */
  private static final String ANNOUNCED =
      "[가-힣]{0,2} (?:[가-힣]{1,8} )?(?:공유|발급|전달|변경|재설정|안내|알려)[가-힣 ]{0,10}[.!]?"
          + " ?(?:=>|->|:|\\r?\\n) ?"
          + QUOTE;

  private static final String ENGLISH =
      " (?:(?:is|was|to|as|of|from|value|now|set|changed|has|been|reset|updated|rotated|should|be) )+"
          + QUOTE;

  private static final String PAIR =
      "[\"'`]?[ \\t]?[,;]?\\s*[\"']?value[\"']?[ \\t]{0,2}[:=][ \\t]{0,4}" + QUOTE;

  /** A pattern of the purpose of a secret, or a remark on it, before the sign or verb. */
  private static final String FARTHER =
      "(?: (?:for|at|of|in|on)(?: [0-9a-z_'/@.-]+){1,4}| ?\\([^() \\n]+(?: [^() \\n]+)?\\))"
          + "(?: (?:is|was|to) | ?[:=] ?)"
          + QUOTE;

  /** A pattern of the separator; {@link #after} parses what it matches. */
  static final String PATTERN =
      String.join(
          "|",
          ASSIGNED,
          ARGUMENT,
          MARKUP,
          HEADING,
          FORM_DATA,
          KOREAN,
          ANNOUNCED,
          ENGLISH,
          FARTHER,
          PAIR,
          "(?<=p)[\"']");

  private static final String SIGNS = ":=|>([,\n\"'`";
  private static final String FILL = " \t\r\n\"'`()[]|>:=,*";
  private static final List<byte[]> WORDS =
      bytes(
          "is ",
          "was ",
          "to ",
          "as ",
          "of ",
          "from ",
          "value ",
          "now ",
          "set ",
          "changed ",
          "has ",
          "been ",
          "reset ",
          "updated ",
          "rotated ",
          "should ",
          "be ");
  private static final List<byte[]> PLACES = bytes("for ", "at ", "of ", "in ", "on ");
  private static final List<byte[]> VERBS = bytes(" is ", " was ", " to ");
  private static final byte[] VALUE = bytes("value").getFirst();

  /** Parses the separator after the end of a name. */
  static SecretSeparator after(MatchCandidate candidate, int name) {
    byte[] text = candidate.text();
    boolean assigns = false;
    int at = name;
    while (at < candidate.to()) {
      int next = skip(text, at, candidate.to());
      if (next == at) {
        break;
      }
      assigns |= SIGNS.indexOf(text[at]) >= 0 || text[at] == '<';
      at = next;
    }
    return new SecretSeparator(at, assigns);
  }

  /**
   * Returns the value up to the candidate's end, if it is one; two values joined by a word are one.
   */
  Optional<MatchCheck.MatchedSpan> valueFrom(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int end = candidate.to();
    if (valueFrom >= end) {
      return Optional.empty();
    }
    int first = valueFrom;
    while (first < end && text[first] != ' ') {
      first++;
    }
    first -= first < end ? 1 : 0;
    boolean holds =
        assigns
            ? SecretValue.isAssignedValue(
                text, valueFrom, first, SecretNames.isPassword(text, candidate.from()))
            : SecretValue.isStatedValue(text, valueFrom, first);
    return holds && CharacterCounts.isOneValue(text, valueFrom, end)
        ? Optional.of(new MatchCheck.MatchedSpan(valueFrom, end))
        : Optional.empty();
  }

  private static int skip(byte[] text, int at, int to) {
    if (text[at] < 0 || FILL.indexOf(text[at]) >= 0) {
      return at + 1;
    }
    if (text[at] == '-' && at + 1 < to && text[at + 1] == '>') {
      return at + 2;
    }
    if (endsKoreanSentence(text, at, to)) {
      return at + 1;
    }
    if (text[at] == '<') {
      return skipPast('>', text, at, to);
    }
    if (text[at] == '?' && at + 1 < to && text[at + 1] == '?') {
      return at + 2;
    }
    boolean apart = " \t\n\"',;".indexOf(text[at - 1]) >= 0;
    if (apart && AsciiText.matchesWord(text, at, to, VALUE) && isEnd(text, at + VALUE.length, to)) {
      return at + VALUE.length;
    }
    return switch (text[at - 1]) {
      case ' ' -> skipWords(text, at, to);
      case '(' -> skipPast(')', text, at, to);
      default -> at;
    };
  }

  private static boolean endsKoreanSentence(byte[] text, int at, int to) {
    return (text[at] == '.' || text[at] == '!')
        && text[at - 1] < 0
        && at + 1 < to
        && " \r\n:=-".indexOf(text[at + 1]) >= 0;
  }

  private static boolean isEnd(byte[] text, int at, int to) {
    return at < to && " \t\"':=".indexOf(text[at]) >= 0;
  }

  /** Returns the position after the words of the purpose, before the verb or sign. */
  private static int skipWords(byte[] text, int at, int to) {
    for (int i = at; startsWith(PLACES, text, at, to) > 0 && i + 1 < to; i++) {
      boolean sign = text[i] == ':' || text[i] == '=';
      if (sign && " \"'`(".indexOf(text[i + 1]) >= 0) {
        return i;
      }
      int verb = startsWith(VERBS, text, i, to);
      if (verb > 0) {
        return i + verb;
      }
    }
    return at + startsWith(WORDS, text, at, to);
  }

  /** Returns the position after the next such byte, or {@code from} if there is none. */
  private static int skipPast(char target, byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] != target) {
      at++;
    }
    return at < to ? at + 1 : from;
  }

  /** Returns the length of the word at a position; 0 if there is none. */
  private static int startsWith(List<byte[]> words, byte[] text, int at, int to) {
    for (byte[] word : words) {
      if (AsciiText.matchesWord(text, at, to, word)) {
        return word.length;
      }
    }
    return 0;
  }

  private static List<byte[]> bytes(String... words) {
    return Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
