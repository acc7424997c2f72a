package dev.sluice.common.match.search;

import dev.sluice.common.match.pattern.RequiredByte;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A search for the next required byte of some patterns in a window. */
final class RequiredByteSearch {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private final RequiredByte anchor;
  private int at;

  RequiredByteSearch(RequiredByte anchor) {
    this.anchor = anchor;
  }

  /** Returns whether a match may start at a position, as far as the window shows. */
  boolean mayStartAt(byte[] window, int start, int end, boolean last) {
    if (at < start || (at < end && window[at] != (byte) anchor.value())) {
      at = find(window, Math.max(at, start), end);
    }
    return at - start <= anchor.maxOffset() && (at < end || !last);
  }

  /** Resets the search for a new text. */
  void reset() {
    at = 0;
  }

  /** Adjusts the position after the window moved. */
  void shift(int by) {
    at = Math.max(0, at - by);
  }

  private int find(byte[] window, int from, int end) {
    long pattern = anchor.value() * LOW;
    int i = from;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      long word = (long) LONGS.get(window, i) ^ pattern;
      long zeros = (word - LOW) & ~word & HIGH;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    while (i < end && window[i] != (byte) anchor.value()) {
      i++;
    }
    return i;
  }
}
