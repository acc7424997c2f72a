package dev.sluice.extproc.finding;

/**
 * An estimate of the tokens of a text by its script, in quarters of a token: an ASCII character
 * counts one quarter, a character of two bytes in UTF-8 two, of three bytes four, of four bytes
 * eight.
 */
final class TokenEstimate {
  private static final int QUARTERS = 4;

  private TokenEstimate() {}

  /** Returns the quarters of tokens in a UTF-8 text; a continuation byte counts nothing. */
  static long quarters(byte[] text, int from, int to) {
    long quarters = 0;
    for (int at = from; at < to; at++) {
      quarters += weight(text[at] & 0xFF);
    }
    return quarters;
  }

  private static int weight(int leadByte) {
    if (leadByte < 0x80) {
      return 1;
    }
    if (leadByte < 0xC0) {
      return 0;
    }
    if (leadByte < 0xE0) {
      return 2;
    }
    return leadByte < 0xF0 ? 4 : 8;
  }

  /** Returns whole tokens, rounded up. */
  static long tokens(long quarters) {
    return Math.ceilDiv(quarters, QUARTERS);
  }
}
