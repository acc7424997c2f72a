package dev.sluice.extproc.recognizer.secret;

import dev.sluice.extproc.recognizer.AsciiText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What secrets are called, in Korean and English. */
final class SecretNames {
  /** The ones that English sentences end with. */
  static final String WORDS = "password|passphrase|passcode|secret|token|(?:[a-z]+ )?key";

  /** Others that a pattern tells by what stands around them. */
  static final String MARKED =
      "(?<![A-Za-z0-9])pw|(?<= )-p(?=[\"'])|(?<= )-u [\"']?[0-9A-Za-z._@-]{1,32}(?=:)";

  /** Where two words meet, they may touch. */
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

  /** Those of ASCII as alternatives of a pattern that does not tell cases apart. */
  static String english() {
    return pattern(name -> name.charAt(0) < 0x80) + "|" + MARKED;
  }

  /** The others, apart because their beginnings are so long that few texts have them. */
  static String korean() {
    return pattern(name -> name.charAt(0) >= 0x80);
  }

  private static String pattern(Predicate<String> some) {
    return NAMES.stream()
        .filter(some)
        .map(name -> name.replace(" ", JOINT))
        .collect(Collectors.joining("|"));
  }

  /** Where the longest name that begins at a position ends. */
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

  /** Whether what begins there is a password, which may be of digits only. */
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
