package dev.sluice.extproc.external;

import java.util.Arrays;

/** The unit in which a service counts positions in a text. */
public enum OffsetUnit {
  /** Unicode code points, as Python does. */
  CODE_POINTS,
  /** UTF-16 code units, as Java, JavaScript and .NET do. */
  UTF_16;

  /**
   * Returns the byte at which each unit of a valid UTF-8 text begins, and the length of the text.
   * Both halves of a surrogate pair begin at the same byte.
   */
  int[] starts(byte[] text) {
    int[] starts = new int[text.length + 1];
    int count = 0;
    for (int at = 0; at < text.length; at++) {
      if ((text[at] & 0xC0) != 0x80) {
        starts[count++] = at;
        if (this == UTF_16 && (text[at] & 0xF8) == 0xF0) {
          starts[count++] = at;
        }
      }
    }
    starts[count++] = text.length;
    return Arrays.copyOf(starts, count);
  }

  /** Returns the end in bytes of what ends before a unit; half a surrogate pair is a whole one. */
  int end(int[] starts, int unit) {
    int at = unit;
    while (at < starts.length - 1 && starts[at] == starts[at - 1]) {
      at++;
    }
    return starts[at];
  }
}
