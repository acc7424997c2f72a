package dev.sluice.extproc.decoder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes that end a run of text in JSON, eight at a time. */
final class EightBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long QUOTES = '"' * LOW;
  private static final long BACKSLASHES = '\\' * LOW;
  private static final long SPACES = ' ' * LOW;
  private static final byte FIRST_LEAD = (byte) 0xC0;

  private EightBytes() {}

  /** Whether the eight bytes from a position on are there, with neither quote nor backslash. */
  static boolean goOn(byte[] bytes, int at, int to) {
    if (to - at < Long.BYTES) {
      return false;
    }
    return (ends((long) LONGS.get(bytes, at)) & TOPS) == 0;
  }

  /**
   * Behind the characters of UTF-8 from a position on that stand for themselves in a string, as far
   * as they are whole and eight bytes show it; not behind one that begins with E0, or F0 and above.
   */
  static int behindPlain(byte[] bytes, int from, int to) {
    int at = from;
    long awaited = 0;
    long low = 0;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      if (((eight & TOPS) | awaited) == 0) {
        if ((((eight - SPACES) | ends(eight)) & TOPS) != 0) {
          break;
        }
        low = 0;
        continue;
      }
      // A bit of each byte is looked at by shifting it to the byte's top.
      long leads = eight & (eight << 1) & TOPS;
      long threes = leads & (eight << 2);
      long fours = threes & (eight << 3);
      long following = awaited | leads << 8 | threes << 16;
      long misplaced = following ^ (eight & ~(eight << 1));
      long last = threes & (eight << 7);
      long overlong = leads & ~(eight << 3 | eight << 4 | eight << 5 | eight << 6 | last);
      long highest = last & (eight << 4) & (eight << 5) & ~(eight << 6);
      long surrogates = (low | highest << 8) & (eight << 2);
      long controls = (eight - SPACES) & ~eight;
      long wrong = misplaced | fours | overlong | surrogates | controls | ends(eight);
      if ((wrong & TOPS) != 0) {
        break;
      }
      awaited = leads >>> 56 | threes >>> 48;
      low = highest >>> 56;
    }
    return awaited == 0 ? at : at - (bytes[at - 1] < FIRST_LEAD ? 2 : 1);
  }

  /** The top bit of the first quote or backslash; bits above it mean nothing. */
  private static long ends(long eight) {
    return zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
  }

  /** The top bit of the first byte that is zero; bits above it mean nothing. */
  private static long zeros(long eight) {
    return (eight - LOW) & ~eight;
  }
}
