package dev.sluice.extproc.notation;

/** The kinds of bytes that notations distinguish. */
final class ByteKinds {
  static final int DIGIT = 1;
  static final int LETTER = 2;

  /** Signs inside addresses, keys and numbers. */
  static final int SIGN = 4;

  /** Letters and digits of base64 and of its form for URLs. */
  static final int BASE64 = 8;

  /** Bytes with which a notation may begin. */
  static final int MARK = 16;

  static final int BLANK = 32;

  /** The at sign, which only addresses have. */
  static final int AT = 64;

  private static final byte[] KINDS = kinds();

  private ByteKinds() {}

  static boolean is(int value, int kinds) {
    return value >= 0 && (KINDS[value] & kinds) != 0;
  }

  static boolean is(byte value, int kinds) {
    return (KINDS[value & 0xFF] & kinds) != 0;
  }

  /** Returns all kinds of a byte. */
  static int of(int value) {
    return value < 0 ? 0 : KINDS[value];
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (int i = 0; i < 128; i++) {
      if (i >= '0' && i <= '9') {
        kinds[i] = DIGIT | BASE64;
      } else if ((i | 0x20) >= 'a' && (i | 0x20) <= 'z') {
        kinds[i] = LETTER | BASE64;
      }
    }
    add(kinds, "-_@.:/+=)(", SIGN);
    add(kinds, "-_+/", BASE64);
    add(kinds, "%&\\\n\r", MARK);
    for (int i = 0; i < kinds.length; i++) {
      boolean mark =
          i == ' ' || MarkupMark.isSign(i) || NumberGap.isSign(i) || EnclosedCharacter.isLead(i);
      kinds[i] |= mark ? (byte) MARK : 0;
    }
    add(kinds, " \t", BLANK);
    add(kinds, "@", AT);
    return kinds;
  }

  private static void add(byte[] kinds, String bytes, int kind) {
    bytes.chars().forEach(value -> kinds[value] |= (byte) kind);
  }
}
