package dev.sluice.common.match.start;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fast scan over text in which no match starts, with one table lookup and three operations for
 * each byte. The table contains for each pair of bytes the groups that it does <em>not</em> allow.
 * Shifted along the text, an excluded group stays excluded, so that no new value must be inserted
 * for the next start.
 */
final class BytePairScan {
  private static final VarHandle PAIRS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int VALUES = 256;
  private static final int PAIR = 0xFFFF;
  private static final int PLACES = StartGroups.PLACES;
  private static final int GROUPS = StartGroups.COUNT;
  private static final int LAST = GROUPS * (PLACES - 1);
  private static final int NONE = (1 << GROUPS) - 1;

  /**
   * The excluded groups, indexed by the right byte and then the left one, the order in which a pair
   * is loaded.
   */
  private final long[] unsuited = new long[VALUES * VALUES];

  private final BytePairTable suited;

  BytePairScan(BytePairTable suited) {
    this.suited = suited;
    for (int left = 0; left < VALUES; left++) {
      for (int right = 0; right < VALUES; right++) {
        unsuited[right << Byte.SIZE | left] = ~suited.value(suited.key(left), suited.key(right));
      }
    }
  }

  /**
   * Returns the first position from {@code from} on where a match may start; {@code end} if there
   * is none.
   *
   * @param first the groups that the byte before and the first byte allow together
   */
  int next(byte[] text, int from, int end, long first, boolean last) {
    long[] table = unsuited;
    long bad = (-1L << GROUPS) | ~first;
    int i = from + 1;
    for (; i <= end - PLACES; i += PLACES) {
      long before = bad;
      bad = (bad << GROUPS) | table[pair(text, i)];
      long all = bad;
      bad = (bad << GROUPS) | table[pair(text, i + 1)];
      all &= bad;
      bad = (bad << GROUPS) | table[pair(text, i + 2)];
      all &= bad;
      bad = (bad << GROUPS) | table[pair(text, i + 3)];
      all &= bad;
      bad = (bad << GROUPS) | table[pair(text, i + 4)];
      all &= bad;
      bad = (bad << GROUPS) | table[pair(text, i + 5)];
      all &= bad;
      bad = (bad << GROUPS) | table[pair(text, i + 6)];
      all &= bad;
      bad = (bad << GROUPS) | table[pair(text, i + 7)];
      all &= bad;
      if (all >>> LAST != NONE) {
        return first(text, i, before);
      }
    }
    for (; i < end; i++) {
      bad = (bad << GROUPS) | table[pair(text, i)];
      if (bad >>> LAST != NONE) {
        return i + 1 - PLACES;
      }
    }
    return end - suited.undecidedBytes(~bad, suited.key(text[end - 1] & 0xFF), end - from, last);
  }

  /** Returns the first start that the pairs from {@code from} on allow, if there is one. */
  private int first(byte[] text, int from, long before) {
    long bad = before;
    int i = from;
    do {
      bad = (bad << GROUPS) | unsuited[pair(text, i++)];
    } while (bad >>> LAST == NONE);
    return i - PLACES;
  }

  /** Returns a byte and its predecessor as one number. */
  private static int pair(byte[] text, int at) {
    return (short) PAIRS.get(text, at - 1) & PAIR;
  }
}
