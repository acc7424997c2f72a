package dev.sluice.extproc.decoder;

/**
 * The ASCII form of characters as a reader sees them. Forms of other widths and scripts become the
 * digit, letter, space or hyphen that they look like; invisible characters are removed.
 */
public final class CharacterNormalization {
  /** A result: the character is invisible. */
  static final int NOTHING = 0;

  /** A result: the character has no other form. */
  static final int ITSELF = -1;

  /**
   * Letters of other scripts, small capitals and Roman numerals, each with the Latin letter that it
   * looks like in most typefaces, as Unicode Technical Standard 39 lists them. Digits are not in
   * the list, because a capital Ze before a number is a letter.
   */
  private static final String LOOK_ALIKES =
      "аaеeоoрpсcхxуyүyіiѕsјjһhкkԁdԛqԝwѵvӏl"
          + "АAВBЕEКKМMНHОOРPСCТTХXУYҮYІIӀIЅSЈJѴVҺHԌGԚQԜW"
          + "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCͿJ"
          + "αaιiκkνvοoρpυuχxγyσoϲcϳjϜFϺMϱp"
          + "гrЬbѡwҽeкkмmнhтtвb"
          + "εeηnτtωwβbμuςsΛAΣEΔA"
          + "ɑaɡgɪIɩiɣyɯwʋuʏyɢGɴNʀRʙBʜHʟLᴀAʙBᴄcᴅDᴇEᴊJᴋKᴍMᴏoᴘPᴛTᴜuᴠvᴡwᴢzᶃgᶌyẝf"
          + "ՍUՏSՕOաwգqզqհhոnռnսuցgքfօo"
          + "ᎠDᎡRᎢTᎥiᎩYᎪAᎫJᎬEᎳWᎷMᎻHᎽYᏀGᏂhᏃZᏏbᏒRᏔWᏕSᏙVᏚSᏞLᏟCᏢPᏦKᏧdᏳGᏴB"
          + "ℂCℊgℋHℌHℍHℎhℐIℑIℒLℓlℕNℙPℚQℛRℜRℝRℤZℨZℬBℭCℯeℰEℱFℳMℴoℹiℽyⅅDⅆdⅇeⅈiⅉjKK"
          + "ⅠIⅤVⅩXⅬLⅭCⅮDⅯMⅰiⅴvⅹxⅼlⅽcⅾdⅿm"
          + "ⲅrⲎHⲒIⲔKⲘMⲚNⲞOⲟoⲢPⲣpⲤCⲥcⲦTⲨYⲬX";

  private static final byte[] LATIN = latin();

  /** The first of the mathematical alphabets: bold, italic, script and others. */
  private static final int MATHEMATICAL = 0x1D400;

  private static final int MATHEMATICAL_END = 0x1D6A4;
  private static final int LETTERS = 26;

  /** The first Hangul syllable; syllables are the most frequent characters here. */
  private static final int HANGUL = 0xAC00;

  private static final int HANGUL_END = 0xD7A4;

  private static final boolean[] LEADS = leads();

  private static final long TOPS = 0x8080808080808080L;

  private CharacterNormalization() {}

  /** Returns true if a character with an ASCII form may begin with this UTF-8 byte. */
  static boolean mayBegin(byte lead) {
    return LEADS[lead & 0xFF];
  }

  /** Returns true if this may hold for any of eight bytes; never false where it holds. */
  static boolean mayBegin(long leads) {
    if ((leads & TOPS) == 0) {
      return false;
    }
    // Bits are shifted to the top of their bytes: 11xxxxxx, except 11101xxx. The latter are most
    // characters of three bytes, Hangul among them; only 11101111 counts.
    long three = (leads << 2) & ~(leads << 3) & (leads << 4);
    long last = three & (leads << 5) & (leads << 6) & (leads << 7);
    return (leads & (leads << 1) & (~three | last) & TOPS) != 0;
  }

  /** Returns the ASCII form of a character, {@link #NOTHING} or {@link #ITSELF}. */
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

  /** Writes the normalized form of a character in UTF-8; returns its length. */
  public static int write(int character, byte[] out, int at) {
    int shown = normalized(character);
    if (shown == NOTHING && character != NOTHING) {
      return 0;
    }
    int written = shown == ITSELF ? character : shown;
    if (written < 0x80) {
      out[at] = (byte) written;
      return 1;
    }
    int count = written < 0x800 ? 1 : written < 0x10000 ? 2 : 3;
    out[at] = (byte) (0xFF00 >> (count + 1) | written >> (6 * count));
    for (int i = 1; i <= count; i++) {
      out[at + i] = (byte) (0x80 | (written >> (6 * (count - i)) & 0x3F));
    }
    return count + 1;
  }

  /**
   * Returns a pattern in its ASCII form; characters that would have a special meaning are escaped.
   */
  public static String normalizePattern(String pattern) {
    return plain(pattern, true);
  }

  /** Returns a text in its ASCII form. */
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

  /**
   * Returns true for characters without a width and for fillers: soft hyphens, joiners, direction
   * marks, selectors, and for lines and frames around the character before, such as keycaps.
   */
  private static boolean isInvisible(int character) {
    return character == 0xAD
        || character == 0x305
        || (character >= 0x332 && character <= 0x338)
        || character == 0x34F
        || character == 0x61C
        || character == 0x180E
        || (character >= 0x200B && character <= 0x200F)
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2060 && character <= 0x206F)
        || (character >= 0x20DD && character <= 0x20E4)
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

  /** Returns the lead bytes. Hangul has its own lead bytes, so it needs no lookup. */
  private static boolean[] leads() {
    boolean[] leads = new boolean[256];
    for (int lead : new int[] {0xC2, 0xC9, 0xCA, 0xCC, 0xCD, 0xCE, 0xCF, 0xD8, 0xD9, 0xDB, 0xDF}) {
      leads[lead] = true;
    }
    for (int lead = 0xD0; lead <= 0xD6; lead++) {
      leads[lead] = true;
    }
    for (int lead : new int[] {0xE0, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0}) {
      leads[lead] = true;
    }
    return leads;
  }
}
