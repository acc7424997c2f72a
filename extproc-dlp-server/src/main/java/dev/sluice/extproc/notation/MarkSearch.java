package dev.sluice.extproc.notation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A search for the next byte with which a notation may begin; it reads eight bytes at a time. */
final class MarkSearch {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private MarkSearch() {}

  /**
   * Returns the first of: a byte of kind {@link ByteKinds#MARK}; eight bytes that may be part of a
   * long run of base64; the last bytes of the text, fewer than eight.
   */
  static int next(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, at);
      if (mayHaveMark(word)) {
        for (int i = at; i < at + Long.BYTES; i++) {
          if (ByteKinds.is(bytes[i], ByteKinds.MARK)) {
            return i;
          }
        }
      }
      if (mayBeRun(word)) {
        return at;
      }
      at += Long.BYTES;
    }
    return at;
  }

  /** Returns true if no byte is below {@code +} or above ASCII. */
  static boolean mayBeRun(byte[] bytes, int at) {
    return mayBeRun((long) LONGS.get(bytes, at));
  }

  private static boolean mayBeRun(long word) {
    return ((word | (word - 0x2B * LOW)) & TOPS) == 0;
  }

  /** Returns true if any byte is a mark; some other signs count, too. */
  private static boolean mayHaveMark(long word) {
    long found =
        zeros((word & 0xDF * LOW) ^ 0x0A * LOW) // * and the line end
            | zeros((word & 0x9F * LOW) ^ 0x1C * LOW) // backslash, <
            | zeros((word & 0xDE * LOW) ^ 0x5E * LOW) // _ and ~
            | zeros(word ^ 0x60 * LOW)
            | zeros((word & 0xFC * LOW) ^ 0x24 * LOW) // % and &
            | zeros(word ^ 0x0D * LOW);
    return (found & TOPS) != 0;
  }

  /** Returns a word with the top bit of each byte set that is zero; others may be set behind it. */
  private static long zeros(long word) {
    return (word - LOW) & ~word;
  }
}
