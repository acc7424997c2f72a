package dev.sluice.extproc.recognizer.secret;

import dev.sluice.extproc.recognizer.AsciiText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of secrets in Korean and English. */
final class SecretNames {
  /** The names at the end of English sentences. */
  static final String WORDS = "password|passphrase|passcode|secret|token|(?:[a-z]{1,16} )?key";

  /** The names that a pattern recognizes by the characters around them. */
  static final String MARKED =
      "(?<![A-Za-z0-9])pw|(?<= )-p(?=[\"'])|(?<= )-u [\"']?[0-9A-Za-z._@-]{1,32}(?=:)";

  /** A pattern between two words, which may be joined. */
  private static final String JOINT = "[ _.-]?";

  private static final List<String> NAMES =
      Stream.concat(
              Stream.of(
                  "password",
                  "passwd",
                  "passphrase",
                  "passcode",
                  "pwd",
                  "secret",
                  "token",
                  "credential",
                  "credentials",
                  "비밀번호",
                  "비밀 번호",
                  "비번",
                  "암호",
                  "패스워드",
                  "시크릿",
                  "토큰",
                  "암호화 키",
                  "sshpass -p"),
              Stream.of(
                      "api",
                      "access",
                      "secret",
                      "auth",
                      "private",
                      "encryption",
                      "signing",
                      "master",
                      "shared",
                      "account",
                      "storage",
                      "service",
                      "subscription",
                      "인증",
                      "비밀",
                      "보안",
                      "시크릿",
                      "액세스",
                      "접근",
                      "서명")
                  .flatMap(first -> Stream.of(first + " key", first + " 키")))
          .toList();

  private static final List<byte[]> LONGEST_FIRST =
      NAMES.stream()
          .map(name -> name.getBytes(StandardCharsets.UTF_8))
          .sorted((a, b) -> b.length - a.length)
          .toList();

  private SecretNames() {}

  /** Returns the ASCII names as alternatives of a case-insensitive pattern. */
  static String english() {
    return pattern(name -> name.charAt(0) < 0x80) + "|" + MARKED;
  }

  /**
   * Returns the other names. They are separate because their long beginnings occur in few texts.
   */
  static String korean() {
    return pattern(name -> name.charAt(0) >= 0x80);
  }

  private static String pattern(Predicate<String> some) {
    return NAMES.stream()
        .filter(some)
        .map(name -> name.replace(" ", JOINT))
        .collect(Collectors.joining("|"));
  }

  /** Returns the end of the longest name that begins at a position. */
  static int end(byte[] text, int from, int to) {
    for (byte[] name : LONGEST_FIRST) {
      int at = from;
      for (int i = 0; i < name.length && at >= 0; i++) {
        at = step(text, at, to, name[i]);
      }
      if (at >= 0) {
        return at;
      }
    }
    int at = from + 2;
    while (text[from + 1] == 'u' && text[at] != ':') {
      at++;
    }
    return at;
  }

  /** Returns true if the name at a position is that of a password, which may have digits only. */
  static boolean isPassword(byte[] text, int from) {
    return text[from] == 'p' || text[from] == 'P' || text[from] < 0;
  }

  private static int step(byte[] text, int at, int to, byte expected) {
    if (expected == ' ') {
      return at < to && " _.-".indexOf(text[at]) >= 0 ? at + 1 : at;
    }
    return at < to && AsciiText.lower(text[at]) == expected ? at + 1 : -1;
  }
}
