package dev.sluice.extproc.coding;

/** The header of a gzip member; its content is skipped. */
final class GzipHeader {
  private static final int FIXED = 10;
  private static final int SUM = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xE0;

  private int at;
  private int flags;
  private int extra;
  private int low;
  private int sum;
  private boolean text;

  void begin() {
    at = 0;
    flags = 0;
    extra = -2;
    sum = 2;
  }

  /** Reads one byte; returns true if it was the last. */
  boolean accept(byte b) throws CodingException {
    if (at < FIXED) {
      fixed(b & 0xFF);
      at++;
      return at == FIXED && flags == 0;
    }
    if ((flags & EXTRA) != 0) {
      extra(b & 0xFF);
    } else if ((flags & NAME) != 0) {
      flags &= b == 0 ? ~NAME : ~0;
    } else if ((flags & COMMENT) != 0) {
      flags &= b == 0 ? ~COMMENT : ~0;
    } else if (--sum == 0) {
      flags &= ~SUM;
    }
    return flags == 0;
  }

  /** Returns true if a header had a field for any text; the name of a file is not one. */
  boolean hasText() {
    return text;
  }

  private void fixed(int value) throws CodingException {
    boolean right =
        switch (at) {
          case 0 -> value == 0x1F;
          case 1 -> value == 0x8B;
          case 2 -> value == 8;
          case 3 -> (value & RESERVED) == 0;
          default -> true;
        };
    if (!right) {
      throw new CodingException("not a gzip header");
    }
    if (at == 3) {
      // The lowest flag marks text and has no effect.
      flags = value & ~1;
      text |= (flags & (EXTRA | COMMENT)) != 0;
    }
  }

  /** Reads one of the two bytes with the length of the extra field. */
  private void extra(int value) {
    switch (extra) {
      case -2 -> {
        low = value;
        extra = -1;
      }
      case -1 -> extra = value << 8 | low;
      default -> extra--;
    }
    if (extra == 0) {
      flags &= ~EXTRA;
    }
  }
}
