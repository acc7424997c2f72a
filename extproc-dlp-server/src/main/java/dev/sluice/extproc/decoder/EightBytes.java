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

  private EightBytes() {}

  /** Whether the eight bytes from a position on are there, with neither quote nor backslash. */
  static boolean goOn(byte[] bytes, int at, int to) {
    if (to - at < Long.BYTES) {
      return false;
    }
    long eight = (long) LONGS.get(bytes, at);
    return ((zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES)) & TOPS) == 0;
  }

  /** The same, where they have to be printable ASCII too. */
  static boolean goOnInAscii(byte[] bytes, int at, int to) {
    if (to - at < Long.BYTES) {
      return false;
    }
    long eight = (long) LONGS.get(bytes, at);
    long controls = eight - SPACES;
    return ((eight | controls | zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES)) & TOPS) == 0;
  }

  /** The top bit of the first byte that is zero; bits above it mean nothing. */
  private static long zeros(long eight) {
    return (eight - LOW) & ~eight;
  }
}
