package dev.sluice.extproc.decoder;

/**
 * The bytes of one character beyond ASCII, by RFC 3629: shortest form only, no surrogates, nothing
 * above U+10FFFF.
 */
final class Utf8Sequence {
  private int left;
  private int low;
  private int high;

  /** Returns true if no more bytes are expected. */
  boolean isComplete() {
    return left == 0;
  }

  /** Reads the next byte; returns false if it is invalid here. */
  boolean accept(byte signed) {
    int b = signed & 0xFF;
    if (left == 0) {
      return lead(b);
    }
    boolean allowed = b >= low && b <= high;
    left--;
    low = 0x80;
    high = 0xBF;
    return allowed;
  }

  private boolean lead(int b) {
    left = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    low =
        switch (b) {
          case 0xE0 -> 0xA0;
          case 0xF0 -> 0x90;
          default -> 0x80;
        };
    high =
        switch (b) {
          case 0xED -> 0x9F;
          case 0xF4 -> 0x8F;
          default -> 0xBF;
        };
    return b >= 0xC2 && b <= 0xF4;
  }
}
