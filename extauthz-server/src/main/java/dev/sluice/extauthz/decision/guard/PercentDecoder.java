package dev.sluice.extauthz.decision.guard;

import java.util.Arrays;

/** A decoder of percent-encoded text to UTF-8, as an upstream decodes it. It reuses its buffer. */
final class PercentDecoder {
  private static final int INITIAL_SIZE = 1024;
  private static final int MAX_RETAINED = 16 * 1024;
  private static final int REPLACEMENT = 0xFFFD;

  private byte[] bytes = new byte[INITIAL_SIZE];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Copies the text without decoding. */
  void copy(String text, int from, int to) {
    reset(to - from);
    for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
      add(text.codePointAt(i));
    }
  }

  /**
   * Decodes percent codes and copies all other characters.
   *
   * @param plusIsSpace true if a plus sign means a space
   */
  void decode(String text, int from, int to, boolean plusIsSpace) {
    reset(to - from);
    for (int i = from; i < to; ) {
      int c = text.codePointAt(i);
      int value = c == '%' && i + 2 < to ? hexPair(text.charAt(i + 1), text.charAt(i + 2)) : -1;
      if (value >= 0) {
        bytes[length++] = (byte) value;
        i += 3;
      } else {
        add(plusIsSpace && c == '+' ? ' ' : c);
        i += Character.charCount(c);
      }
    }
  }

  /**
   * Decodes codes that remain in the decoded text: those of a text that was encoded twice, and
   * {@code %u0027}. Returns false if there are none.
   */
  boolean decodeAgain() {
    int end = length;
    int to = 0;
    for (int i = 0; i < end; ) {
      int codeLength = bytes[i] == '%' ? decodeCode(i, end, to) : 0;
      if (codeLength > 0) {
        to = length;
        i += codeLength;
      } else {
        bytes[to++] = bytes[i++];
      }
    }
    length = to;
    return to < end;
  }

  /**
   * Decodes the code at an offset to another offset. Returns the length of the code; 0 if there is
   * none.
   */
  private int decodeCode(int at, int end, int to) {
    int value = at + 2 < end ? hexPair(bytes[at + 1], bytes[at + 2]) : -1;
    if (value >= 0) {
      bytes[to] = (byte) value;
      length = to + 1;
      return 3;
    }
    boolean unicode = at + 5 < end && (bytes[at + 1] | 0x20) == 'u';
    int high = unicode ? hexPair(bytes[at + 2], bytes[at + 3]) : -1;
    int low = unicode ? hexPair(bytes[at + 4], bytes[at + 5]) : -1;
    if (high < 0 || low < 0) {
      return 0;
    }
    length = to;
    add(high << 8 | low);
    return 6;
  }

  /** Clears the buffer and grows it to the largest size of the decoded text. */
  private void reset(int characters) {
    int maxBytes = 3 * characters + 4;
    if (maxBytes > bytes.length) {
      bytes = new byte[maxBytes];
    } else if (bytes.length > MAX_RETAINED && maxBytes < INITIAL_SIZE) {
      bytes = Arrays.copyOf(bytes, INITIAL_SIZE);
    }
    length = 0;
  }

  private void add(int c) {
    int codePoint = c >= 0xD800 && c <= 0xDFFF ? REPLACEMENT : c;
    if (codePoint < 0x80) {
      bytes[length++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      bytes[length++] = (byte) (0xC0 | (codePoint >> 6));
      bytes[length++] = (byte) (0x80 | (codePoint & 0x3F));
    } else {
      if (codePoint >= 0x10000) {
        bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
      } else {
        bytes[length++] = (byte) (0xE0 | (codePoint >> 12));
      }
      bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      bytes[length++] = (byte) (0x80 | (codePoint & 0x3F));
    }
  }

  private static int hexPair(int high, int low) {
    int value = hex(high) << 4 | hex(low);
    return value < 0 ? -1 : value;
  }

  private static int hex(int c) {
    return c >= 0 && c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
