package dev.sluice.quality.corpus.evasion;

import java.util.List;

/** The characters that look like others, and the invisible characters. */
final class LookalikeCharacters {

  /** The invisible characters. */
  static final List<String> INVISIBLE =
      List.of("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad");

  /** The separators between groups of digits besides hyphen and space. */
  static final List<String> SEPARATORS =
      List.of(
          "\u00a0", "\u2009", "\u202f", "\u3000", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212",
          "\uff0d", ".", "·", "/", "_", " - ", "  ", " . ");

  /** The zeros of scripts whose ten digits follow each other. */
  private static final List<Integer> ZEROS =
      List.of(0x0660, 0x06f0, 0x0966, 0x09e6, 0x1d7ce, 0x1d7f6);

  private static final String LATIN = "AaBCcEeHIiJjKMOoPpSsTXxYy";
  private static final String OTHER = "АаВСсЕеНІіЈјКМОоРрЅѕТХхУу";

  private LookalikeCharacters() {}

  /** Returns the full-width form of a printable ASCII character, other characters unchanged. */
  static String fullWidth(char c) {
    return String.valueOf(c > ' ' && c <= '~' ? (char) (c - '!' + '！') : c);
  }

  static int zeros() {
    return ZEROS.size();
  }

  /** Returns a digit of another script, other characters unchanged. */
  static String otherDigit(char c, int script) {
    boolean digit = c >= '0' && c <= '9';
    return digit ? Character.toString(ZEROS.get(script) + c - '0') : String.valueOf(c);
  }

  static boolean hasTwin(char c) {
    return LATIN.indexOf(c) >= 0;
  }

  /** Returns the Cyrillic letter that looks like this one, other characters unchanged. */
  static String twin(char c) {
    int at = LATIN.indexOf(c);
    return String.valueOf(at < 0 ? c : OTHER.charAt(at));
  }
}
