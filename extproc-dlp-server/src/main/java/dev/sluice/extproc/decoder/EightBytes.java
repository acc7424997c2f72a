package dev.sluice.extproc.decoder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes that end a run of text in JSON, or may, eight at a time. */
final class EightBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long SPACES = ' ' * LOW;
  private static final long QUOTES = '"' * LOW;
  private static final long BACKSLASHES = '\\' * LOW;

  private EightBytes() {}

  /** Whether the eight bytes from a position on are there, with neither quote nor backslash. */
  static boolean goOn(byte[] bytes, int at, int to) {
    if (to - at < Long.BYTES) {
      return false;
    }
    return (ends((long) LONGS.get(bytes, at)) & TOPS) == 0;
  }

  /** Whether eight bytes, which are there, are all ASCII that stands for itself in a string. */
  static boolean plainAscii(byte[] bytes, int at) {
    long eight = (long) LONGS.get(bytes, at);
    return ((eight | (eight - SPACES) | ends(eight)) & TOPS) == 0;
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
