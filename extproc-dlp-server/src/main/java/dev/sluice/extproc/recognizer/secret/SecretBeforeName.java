package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.AsciiText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A secret before its name, as in "x is the new password". */
final class SecretBeforeName {
  private static final List<byte[]> OWNERS =
      Stream.of(
              " is the ", " is my ", " is our ", " is your ", " 이거 ", " 이게 ", "이 ", "가 ", "(", " (")
          .map(words -> words.getBytes(StandardCharsets.UTF_8))
          .toList();

  private static final String BEGIN = "(?i)(?<![" + GenericSecretRecognizer.INNER + "])";
  private static final String LETTER = "[a-z_-]";
  private static final String INNER = "[!#-%*+\\-/0-9=?@A-Z^_a-z~]";
  private static final String NAMED =
      "(?:[\"'`] is | is )(?:the|my|our|your) (?:[a-z]{1,12} ){0,2}(?:"
          + SecretNames.WORDS
          + ")(?![a-z_])";

  private static final String NAMED_IN_KOREAN =
      "[\"'`]?(?: 이거 | 이게 |이 |가 | ?\\()(?:비밀번호|비번|암호|패스워드|시크릿|토큰)";

  /**
   * A pattern that excludes short words and words of letters only, so that they are decided at
   * their end. The more letters precede the first other character, the fewer must follow. A value
   * has at most 64 characters, because every word with a digit may be one and waits for its end.
   */
  static final String PATTERN =
      BEGIN
          + "(?:"
          + word("{0}", "{7,63}")
          + "|"
          + word("{1,3}", "{4,60}")
          + "|"
          + word("{4,6}", "{1,57}")
          + "|"
          + word("{7,31}", "{0,32}")
          + ")(?:"
          + NAMED
          + "|"
          + NAMED_IN_KOREAN
          + ")";

  /** The length of the longest value with the longest words behind it. */
  static final int LONGEST = 128;

  private static final String QUOTES = "\"'`";

  private SecretBeforeName() {}

  private static String word(String letters, String others) {
    return LETTER + letters + "[0-9!@#$%^*~+]" + INNER + others;
  }

  /** Returns the value at the start of the candidate, if it has this form. */
  static Optional<MatchCheck.MatchedSpan> value(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int at = candidate.from();
    while (at < candidate.to() && text[at] >= 0 && "\"'` (".indexOf(text[at]) < 0) {
      at++;
    }
    int end = at;
    int next = at < candidate.to() && QUOTES.indexOf(text[at]) >= 0 ? at + 1 : at;
    boolean owned =
        OWNERS.stream().anyMatch(owner -> AsciiText.matchesWord(text, next, candidate.to(), owner));
    return owned && SecretValue.isStatedValue(text, candidate.from(), end)
        ? Optional.of(new MatchCheck.MatchedSpan(candidate.from(), end))
        : Optional.empty();
  }
}
