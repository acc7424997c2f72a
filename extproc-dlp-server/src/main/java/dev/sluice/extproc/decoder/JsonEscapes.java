package dev.sluice.extproc.decoder;

/**
 * A decoder of the escapes in JSON strings, byte by byte. Surrogate pairs become one character, and
 * half a pair becomes the three bytes that encode it alone. Text that only looks like an escape
 * stays text.
 */
final class JsonEscapes {
  private static final int LONGEST = 6;

  private final TextHandler out;
  private final byte[] seen = new byte[LONGEST];
  private final byte[] decoded = new byte[4];
  private int count;
  private long start;
  private int high;
  private long highStart;

  JsonEscapes(TextHandler out) {
    this.out = out;
  }

  /** Returns true while bytes have been read whose text is not reported. */
  boolean isPending() {
    return count > 0 || high != 0;
  }

  /** Returns true if the next byte always belongs to an escape. */
  boolean isInside() {
    return count > 0;
  }

  /** Returns the watermark: the first raw byte whose text is not reported. */
  long watermark() {
    return high != 0 ? highStart : start;
  }

  void begin(long raw) {
    start = raw;
    seen[0] = '\\';
    count = 1;
  }

  /** Reads the next byte of an escape; returns false if it does not belong to the escape. */
  boolean accept(byte b) {
    if (count == 1) {
      if (b == 'u') {
        seen[count++] = b;
      } else {
        flushHigh();
        count = 0;
        simple(b);
      }
      return true;
    }
    if (Character.digit(b, 16) < 0) {
      flush();
      return false;
    }
    seen[count++] = b;
    if (count == LONGEST) {
      count = 0;
      codeUnit(hex());
    }
    return true;
  }

  /**
   * Reports the pending bytes as they are, because the string continues or ends without the rest.
   */
  void flush() {
    flushHigh();
    if (count > 0) {
      int length = count;
      count = 0;
      out.text(seen, 0, length, start);
    }
  }

  void flushHigh() {
    if (high != 0) {
      int unit = high;
      high = 0;
      character(unit, highStart, LONGEST);
    }
  }

  private void simple(byte b) {
    decoded[0] =
        switch (b) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> b;
        };
    out.unit(decoded, 0, 1, start, 2);
  }

  private void codeUnit(int unit) {
    if (high != 0 && Character.isLowSurrogate((char) unit)) {
      int codePoint = Character.toCodePoint((char) high, (char) unit);
      high = 0;
      character(codePoint, highStart, 2 * LONGEST);
      return;
    }
    flushHigh();
    if (Character.isHighSurrogate((char) unit)) {
      high = unit;
      highStart = start;
    } else {
      character(unit, start, LONGEST);
    }
  }

  private void character(int c, long raw, int rawLength) {
    int length = 0;
    if (c < 0x80) {
      decoded[length++] = (byte) c;
    } else if (c < 0x800) {
      decoded[length++] = (byte) (0xC0 | c >> 6);
      decoded[length++] = (byte) (0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      decoded[length++] = (byte) (0xE0 | c >> 12);
      decoded[length++] = (byte) (0x80 | (c >> 6 & 0x3F));
      decoded[length++] = (byte) (0x80 | (c & 0x3F));
    } else {
      decoded[length++] = (byte) (0xF0 | c >> 18);
      decoded[length++] = (byte) (0x80 | (c >> 12 & 0x3F));
      decoded[length++] = (byte) (0x80 | (c >> 6 & 0x3F));
      decoded[length++] = (byte) (0x80 | (c & 0x3F));
    }
    out.unit(decoded, 0, length, raw, rawLength);
  }

  private int hex() {
    int value = 0;
    for (int i = 2; i < LONGEST; i++) {
      value = value << 4 | Character.digit(seen[i], 16);
    }
    return value;
  }
}
