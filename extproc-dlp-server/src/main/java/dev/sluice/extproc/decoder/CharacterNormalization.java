package dev.sluice.extproc.decoder;

/**
 * What a character says to a reader who has only ASCII: forms of other widths and scripts become
 * the digit, letter, space or hyphen that they show, and what shows nothing is nothing.
 */
public final class CharacterNormalization {
  /** The character shows nothing. */
  static final int NOTHING = 0;

  /** The character stands for itself. */
  static final int ITSELF = -1;

  /**
   * Letters of Cyrillic, Greek and phonetic script, each with the Latin one that it shows in most
   * typefaces; no digits, for a capital Ze before a number is a letter.
   */
  private static final String LOOK_ALIKES =
      "аaеeоoрpсcхxуyүyіiѕsјjһhкkԁdԛqԝwѵvӏl"
          + "АAВBЕEКKМMНHОOРPСCТTХXУYҮYІIӀIЅSЈJѴVҺHԌGԚQԜW"
          + "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCͿJ"
          + "αaιiκkνvοoρpυuχxγyϲcϳjɑaɡgɪI";

  private static final byte[] LATIN = latin();

  /** Bold, italic, script and other letters of mathematics: alphabets one behind the other. */
  private static final int MATHEMATICAL = 0x1D400;

  private static final int MATHEMATICAL_END = 0x1D6A4;
  private static final int LETTERS = 26;

  /** Syllables, the most of what is asked about. */
  private static final int HANGUL = 0xAC00;

  private static final int HANGUL_END = 0xD7A4;

  private static final boolean[] LEADS = leads();

  private static final long TOPS = 0x8080808080808080L;

  private CharacterNormalization() {}

  /** Whether a character that is not what it shows may begin with a byte of UTF-8. */
  static boolean mayBegin(byte lead) {
    return LEADS[lead & 0xFF];
  }

  /** The same of any of eight bytes; never false where it is true of one. */
  static boolean mayBegin(long leads) {
    if ((leads & TOPS) == 0) {
      return false;
    }
    // Bits are shifted to the top of their bytes: 11xxxxxx, but not 11101xxx, which are most
    // characters of three bytes, Hangul among them, except 11101111.
    long three = (leads << 2) & ~(leads << 3) & (leads << 4);
    long last = three & (leads << 5) & (leads << 6) & (leads << 7);
    return (leads & (leads << 1) & (~three | last) & TOPS) != 0;
  }

  /** The ASCII character that a character shows, {@link #NOTHING}, or {@link #ITSELF}. */
  static int normalized(int character) {
    if (character < 0x80 || (character >= HANGUL && character < HANGUL_END)) {
      return ITSELF;
    }
    if (character >= 0xFF01 && character <= 0xFF5E) {
      return character - 0xFEE0;
    }
    if (isSpace(character)) {
      return ' ';
    }
    if (isInvisible(character)) {
      return NOTHING;
    }
    if (isHyphen(character)) {
      return '-';
    }
    int digit = Character.digit(character, 10);
    return digit >= 0 ? '0' + digit : lookAlike(character);
  }

  /** The text of a pattern with what it shows; marks that would mean something are escaped. */
  public static String normalizePattern(String pattern) {
    return plain(pattern, true);
  }

  /** A text with what it shows. */
  public static String normalize(String text) {
    return plain(text, false);
  }

  private static String plain(String text, boolean escaped) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(character -> {
          int shown = normalized(character);
          if (shown == ITSELF) {
            plain.appendCodePoint(character);
          } else if (shown != NOTHING) {
            plain.append(escaped && !Character.isLetterOrDigit(shown) ? "\\" : "");
            plain.append((char) shown);
          }
        });
    return plain.toString();
  }

  private static boolean isSpace(int character) {
    return character == 0xA0
        || character == 0x1680
        || (character >= 0x2000 && character <= 0x200A)
        || character == 0x202F
        || character == 0x205F
        || character == 0x3000;
  }

  /** Without a width, or a filler: soft hyphens, joiners, marks of direction, selectors. */
  private static boolean isInvisible(int character) {
    return character == 0xAD
        || character == 0x34F
        || character == 0x61C
        || character == 0x180E
        || (character >= 0x200B && character <= 0x200F)
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2060 && character <= 0x206F)
        || character == 0x3164
        || (character >= 0xFE00 && character <= 0xFE0F)
        || character == 0xFEFF
        || character == 0xFFA0;
  }

  private static boolean isHyphen(int character) {
    return (character >= 0x2010 && character <= 0x2015)
        || character == 0x2043
        || character == 0x2212
        || character == 0xFE58
        || character == 0xFE63;
  }

  private static int lookAlike(int character) {
    if (character < LATIN.length) {
      return LATIN[character] == 0 ? ITSELF : LATIN[character];
    }
    if (character < MATHEMATICAL || character >= MATHEMATICAL_END) {
      return ITSELF;
    }
    int letter = (character - MATHEMATICAL) % (2 * LETTERS);
    return letter < LETTERS ? 'A' + letter : 'a' + letter - LETTERS;
  }

  private static byte[] latin() {
    byte[] latin = new byte[LOOK_ALIKES.chars().max().orElse(0) + 1];
    for (int i = 0; i < LOOK_ALIKES.length(); i += 2) {
      latin[LOOK_ALIKES.charAt(i)] = (byte) LOOK_ALIKES.charAt(i + 1);
    }
    return latin;
  }

  /** Hangul has leads of its own, so that it costs no look. */
  private static boolean[] leads() {
    boolean[] leads = new boolean[256];
    for (int lead : new int[] {0xC2, 0xC9, 0xCD, 0xCE, 0xCF, 0xD8, 0xD9, 0xDB, 0xDF}) {
      leads[lead] = true;
    }
    for (int lead = 0xD0; lead <= 0xD4; lead++) {
      leads[lead] = true;
    }
    for (int lead : new int[] {0xE0, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0}) {
      leads[lead] = true;
    }
    return leads;
  }
}
