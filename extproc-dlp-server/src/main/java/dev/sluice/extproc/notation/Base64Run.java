package dev.sluice.extproc.notation;

/**
 * A run of base64 that encodes readable text, decoded in groups of four characters while it
 * arrives. Other runs are left as they are: of random ones, hardly any begins with readable text.
 */
final class Base64Run {
  /** The characters that a run must have, so that words and numbers are none. */
  static final int SHORTEST = 16;

  private static final int GROUP = 4;
  private static final byte[] VALUES = values();

  private boolean inside;

  /** The bytes that must continue a character. */
  private int continuing;

  boolean isInside() {
    return inside;
  }

  void leave() {
    inside = false;
    continuing = 0;
  }

  /**
   * Returns {@link Notation#RUN} if a readable run begins here, {@link Notation#NONE} or {@link
   * Notation#OPEN}.
   */
  static int begins(NotationText text, int at) {
    if (text.length - at >= 2
        && next(0, value(text.at(at)) << 2 | Math.max(0, value(text.at(at + 1))) >> 4) < 0) {
      return Notation.NONE;
    }
    int end = at;
    while (end - at < SHORTEST && value(text.at(end)) >= 0) {
      end++;
    }
    int state = 0;
    for (int group = at; group + GROUP <= end; group += GROUP) {
      int bytes = group(text, group);
      for (int shift = 16; shift >= 0; shift -= 8) {
        state = next(state, bytes >> shift & 0xFF);
        if (state < 0) {
          return Notation.NONE;
        }
      }
    }
    if (end - at >= SHORTEST) {
      return Notation.RUN;
    }
    int padded = end;
    while (padded - end < 2 && text.at(padded) == '=') {
      padded++;
    }
    if (padded - at >= SHORTEST) {
      return Notation.RUN;
    }
    return padded - end < 2 && text.at(padded) == NotationText.UNKNOWN
        ? Notation.OPEN
        : Notation.NONE;
  }

  void enter() {
    inside = true;
    continuing = 0;
  }

  /**
   * Reads the next group of the run.
   *
   * @return its length; {@link Notation#NONE} at the end of the run; {@link Notation#OPEN}
   */
  int read(NotationText text, int at, ShownBytes shown) {
    int count = 0;
    while (count < GROUP && value(text.at(at + count)) >= 0) {
      count++;
    }
    if (count < GROUP && text.at(at + count) == NotationText.UNKNOWN) {
      return Notation.OPEN;
    }
    if (count < 2) {
      return count == 0 ? lineEnd(text, at) : Notation.NONE;
    }
    int bytes = group(text, at);
    int state = continuing;
    for (int i = 0; i < count - 1; i++) {
      int value = bytes >> (16 - 8 * i) & 0xFF;
      state = next(state, value);
      if (state < 0) {
        return Notation.NONE;
      }
      shown.add(value);
    }
    continuing = state;
    int end = count;
    while (end < GROUP && text.at(at + end) == '=') {
      end++;
    }
    return end < GROUP && text.at(at + end) == NotationText.UNKNOWN ? Notation.OPEN : end;
  }

  /** Returns the length of a line end if readable base64 follows it. */
  private static int lineEnd(NotationText text, int at) {
    int next = text.at(at) == '\r' ? at + 1 : at;
    if (text.at(next) != '\n') {
      return text.at(next) == NotationText.UNKNOWN ? Notation.OPEN : Notation.NONE;
    }
    int begins = begins(text, next + 1);
    return begins == Notation.RUN ? next + 1 - at : begins;
  }

  /** Returns the number of bytes that must continue a character; -1 if text is not readable. */
  private static int next(int continuing, int value) {
    if (continuing > 0) {
      return value >= 0x80 && value < 0xC0 ? continuing - 1 : -1;
    }
    if (value >= 0xE3 && value <= 0xED) {
      return 2;
    }
    return (value >= ' ' && value < 0x7F) || value == '\n' || value == '\r' || value == '\t'
        ? 0
        : -1;
  }

  /** Returns the bytes of a group; missing characters count as zero. */
  private static int group(NotationText text, int at) {
    int bits = 0;
    for (int i = 0; i < GROUP; i++) {
      bits = bits << 6 | Math.max(0, value(text.at(at + i)));
    }
    return bits;
  }

  static int value(int character) {
    return character < 0 ? -1 : VALUES[character];
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    java.util.Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    values['-'] = 62;
    values['_'] = 63;
    return values;
  }
}
