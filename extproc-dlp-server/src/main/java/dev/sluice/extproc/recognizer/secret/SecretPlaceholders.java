package dev.sluice.extproc.recognizer.secret;

import dev.sluice.extproc.recognizer.AsciiText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The placeholders of secrets: names of variables, masks, and words. */
final class SecretPlaceholders {
  /** The least number of equal characters in a mask; equal digits may occur by chance. */
  private static final int MASK = 6;

  private static final int MASK_OF_DIGITS = 9;

  private static final List<byte[]> WITHIN =
      bytes(
          "example",
          "changeme",
          "change_me",
          "change-me",
          "placeholder",
          "redacted",
          "...",
          "your_",
          "your-",
          "yourkey",
          "yourtoken",
          "yourpass",
          "yoursecret",
          "_here",
          "-here",
          "dummy",
          "masked",
          "insert_",
          "insert-");
  private static final List<byte[]> WHOLE =
      bytes(
          "password",
          "passwd",
          "passwort",
          "secret",
          "string",
          "undefined",
          "default",
          "required",
          "optional",
          "disabled",
          "enabled",
          "unknown",
          "unset");
  private static final List<byte[]> OPENINGS = bytes("${", "$(", "{{", "<", "%(", "#{", "[", "{");

  /** The first bytes of the words that may be anywhere in a placeholder. */
  private static final boolean[] BEGIN_WITHIN = beginnings(WITHIN);

  private SecretPlaceholders() {}

  /** Returns true if the bytes are a placeholder, not a value. */
  static boolean is(byte[] text, int from, int to) {
    return masked(text, from, to)
        || OPENINGS.stream().anyMatch(opening -> AsciiText.matchesWord(text, from, to, opening))
        || WHOLE.stream()
            .anyMatch(
                word -> word.length == to - from && AsciiText.matchesWord(text, from, to, word))
        || contains(text, from, to)
        || variable(text, from, to);
  }

  /** Returns true for {@code $NAME} and {@code %NAME%}. */
  private static boolean variable(byte[] text, int from, int to) {
    if (text[from] != '$' && text[from] != '%') {
      return false;
    }
    int at = from + 1;
    while (at < to && (text[at] == '_' || AsciiText.isUpper(text[at]))) {
      at++;
    }
    return at == to || text[at] == '@' || (text[at] == '%' && at + 1 == to);
  }

  private static boolean masked(byte[] text, int from, int to) {
    int run = 1;
    for (int i = from + 1; i < to; i++) {
      run = text[i] == text[i - 1] ? run + 1 : 1;
      boolean digit = AsciiText.isDigit(text[i]);
      if (run >= (digit ? MASK_OF_DIGITS : MASK)) {
        return true;
      }
    }
    return text[from] == '*' && run == to - from;
  }

  private static boolean contains(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (BEGIN_WITHIN[AsciiText.lower(text[at]) & 0xFF] && containsWord(text, at, to)) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsWord(byte[] text, int at, int to) {
    for (byte[] word : WITHIN) {
      if (AsciiText.matchesWord(text, at, to, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean[] beginnings(List<byte[]> words) {
    boolean[] begins = new boolean[256];
    words.forEach(word -> begins[word[0]] = true);
    return begins;
  }

  private static List<byte[]> bytes(String... words) {
    return Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
