package dev.sluice.extauthz.decision.guard;

import java.util.Arrays;

/** A text as UTF-8, decoded as an upstream would; the room is used again. */
final class PercentDecoder {
  private static final int ROOM = 1024;
  private static final int MOST_KEPT = 16 * 1024;
  private static final int REPLACEMENT = 0xFFFD;

  private byte[] bytes = new byte[ROOM];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** The text as it is. */
  void copy(String text, int from, int to) {
    start(to - from);
    for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
      add(text.codePointAt(i));
    }
  }

  /**
   * Undoes percent codes; what is none stays as it is.
   *
   * @param form whether a plus stands for a space
   */
  void decode(String text, int from, int to, boolean form) {
    start(to - from);
    for (int i = from; i < to; ) {
      int c = text.codePointAt(i);
      int value = c == '%' && i + 2 < to ? pair(text.charAt(i + 1), text.charAt(i + 2)) : -1;
      if (value >= 0) {
        bytes[length++] = (byte) value;
        i += 3;
      } else {
        add(form && c == '+' ? ' ' : c);
        i += Character.charCount(c);
      }
    }
  }

  /**
   * Undoes what looks like codes in the decoded text: those of a text that was encoded twice, and
   * {@code %u0027}. False if there is nothing of that.
   */
  boolean decodeAgain() {
    int end = length;
    int to = 0;
    for (int i = 0; i < end; ) {
      int taken = bytes[i] == '%' ? code(i, end, to) : 0;
      if (taken > 0) {
        to = length;
        i += taken;
      } else {
        bytes[to++] = bytes[i++];
      }
    }
    length = to;
    return to < end;
  }

  /** Puts what a code at a place stands for elsewhere; how many bytes it takes, 0 if it is none. */
  private int code(int at, int end, int to) {
    int value = at + 2 < end ? pair(bytes[at + 1], bytes[at + 2]) : -1;
    if (value >= 0) {
      bytes[to] = (byte) value;
      length = to + 1;
      return 3;
    }
    boolean unicode = at + 5 < end && (bytes[at + 1] | 0x20) == 'u';
    int high = unicode ? pair(bytes[at + 2], bytes[at + 3]) : -1;
    int low = unicode ? pair(bytes[at + 4], bytes[at + 5]) : -1;
    if (high < 0 || low < 0) {
      return 0;
    }
    length = to;
    add(high << 8 | low);
    return 6;
  }

  /** The most that a text of so many characters can become. */
  private void start(int characters) {
    int most = 3 * characters + 4;
    if (most > bytes.length) {
      bytes = new byte[most];
    } else if (bytes.length > MOST_KEPT && most < ROOM) {
      bytes = Arrays.copyOf(bytes, ROOM);
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

  private static int pair(int high, int low) {
    int value = hex(high) << 4 | hex(low);
    return value < 0 ? -1 : value;
  }

  private static int hex(int c) {
    return c >= 0 && c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
