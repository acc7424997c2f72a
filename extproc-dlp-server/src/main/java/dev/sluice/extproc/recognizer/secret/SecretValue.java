package dev.sluice.extproc.recognizer.secret;

import dev.sluice.extproc.recognizer.AsciiText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A check of the value after a secret's name: a password of a person or a key of a program. */
final class SecretValue {
  private static final int SHORTEST = 6;

  /**
   * The length below which a value counts only after a colon, an equals sign or a quotation mark.
   */
  static final int PROSE = 8;

  private static final int LONG = 16;
  private static final int MOST_DIGITS = 16;

  /** Names of algorithms, formats and protocols that texts mention beside secrets. */
  private static final List<String> TERMS =
      List.of(
          "sha", "md5", "aes", "utf", "base", "argon", "oauth", "rfc", "rs2", "rs5", "hs2", "hs5",
          "es2", "es3", "http", "tls", "bcrypt", "pbkdf", "rsa-", "ed25519", "totp", "fido", "x509",
          "version", "v1", "v2", "v3");

  private SecretValue() {}

  /**
   * Returns true for a value after a sign that assigns; {@code digits} is true if it may have
   * digits only.
   */
  static boolean isAssignedValue(byte[] text, int from, int to, boolean digits) {
    CharacterCounts shape = CharacterCounts.of(text, from, to);
    if (!possible(text, from, to)
        || shape.length() == shape.other()
        || text[from] == '@'
        || tag(text, from, to)) {
      return false;
    }
    if (shape.letters() == 0) {
      return shape.signs() > 0
          || (digits && shape.digits() == to - from && to - from <= MOST_DIGITS);
    }
    if (shape.digits() == 0 && shape.signs() == 0) {
      return shape.isScrambled();
    }
    return shape.signs() > 0
        || (shape.upper() > 0 && shape.digits() > 0)
        || (shape.digits() > 1 && shape.other() == 0)
        || shape.digits() > 3
        || (shape.length() >= LONG && shape.digits() > 1 && shape.changes() * 3 > shape.length());
  }

  /** Returns true for a tag of YAML, such as {@code !vault}, before the value. */
  private static boolean tag(byte[] text, int from, int to) {
    int at = from + 1;
    while (at < to && AsciiText.isLower(text[at])) {
      at++;
    }
    return text[from] == '!' && at == to;
  }

  /** Returns true for a value after a word or a particle. */
  static boolean isStatedValue(byte[] text, int from, int to) {
    CharacterCounts shape = CharacterCounts.of(text, from, to);
    return to - from >= PROSE
        && shape.letters() > 0
        && (shape.digits() > 1
            || (shape.digits() > 0
                && (shape.length() >= LONG
                    || shape.changes() * 2 > shape.length()
                    || shape.isMixedCase()))
            || inner(text, from, to))
        && (shape.lower() > 0 || shape.signs() > 0 || shape.length() >= LONG)
        && isAssignedValue(text, from, to, false)
        && !term(text, from, to)
        && !address(text, from, to);
  }

  private static boolean possible(byte[] text, int from, int to) {
    return to - from >= SHORTEST && !SecretPlaceholders.is(text, from, to) && !path(text, from, to);
  }

  /** Returns true for a file, a URL, a date or a time. */
  private static boolean path(byte[] text, int from, int to) {
    CharacterCounts shape = CharacterCounts.of(text, from, to);
    if (text[from] == '/' || text[from] == '~' || text[from] == '.') {
      return shape.upper() == 0;
    }
    for (int i = from; i + 2 < to; i++) {
      if (text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/') {
        return true;
      }
    }
    return shape.letters() <= 2 && shape.signs() == 0 && shape.other() > 1;
  }

  private static boolean inner(byte[] text, int from, int to) {
    for (int i = from + 1; i < to - 1; i++) {
      if ("!@#$%^*~+".indexOf(text[i]) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean term(byte[] text, int from, int to) {
    String start = new String(text, from, Math.min(8, to - from), StandardCharsets.ISO_8859_1);
    String lower = start.toLowerCase(Locale.ROOT);
    return to - from < LONG && TERMS.stream().anyMatch(lower::startsWith);
  }

  private static boolean dotted(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] != '.') {
      at++;
    }
    return at < to;
  }

  /** Returns true for {@code name@host.domain}. */
  private static boolean address(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] != '@') {
      at++;
    }
    CharacterCounts before = CharacterCounts.of(text, from, at);
    CharacterCounts after = CharacterCounts.of(text, Math.min(at + 1, to), to);
    return at < to
        && before.signs() + after.signs() == 0
        && dotted(text, at, to)
        && after.lower() > 3;
  }
}
