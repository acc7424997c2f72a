package dev.sluice.extproc.decoder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Passes over the characters of UTF-8 that stand for themselves in a string of JSON, and keeps what
 * it saw of them, so that nobody needs to look at each again.
 */
final class JsonStringRun {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOWS = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long BACKSLASHES = '\\' * LOWS;
  private static final long TWOS = 2 * LOWS;
  private static final long BEHIND_SPACES = (' ' + 1) * LOWS;

  /** As many bytes are walked one by one where eight of them cannot be passed at once. */
  private static final int STRETCH = 16;

  private static final int LONGEST_BEGUN = 3;

  private int characters;
  private boolean isNormalized;

  /** Forgets what it saw. */
  void begin() {
    characters = 0;
    isNormalized = true;
  }

  /** How many characters have begun. */
  int characters() {
    return characters;
  }

  /** True if each surely is what it shows, see {@link CharacterNormalization}. */
  boolean isNormalized() {
    return isNormalized;
  }

  /** Takes a byte that is no part of such a character, or of one that is not whole. */
  void addOther(byte b) {
    characters += (b & 0xC0) == 0x80 ? 0 : 1;
    isNormalized = false;
  }

  /** Behind the last such character that is whole, from the start of one on. */
  int skip(byte[] bytes, int from, int to) {
    int at = from;
    while (true) {
      at = eights(bytes, at, to);
      if (at < to && isStop(bytes[at])) {
        return at;
      }
      int end = Math.min(to, at + STRETCH);
      at = ones(bytes, at, end);
      if (at < end - LONGEST_BEGUN || end == to) {
        return at;
      }
    }
  }

  /**
   * Eight bytes at a time, as long as they are ASCII or of the characters whose first byte is
   * between E8 and EE: the most of Chinese, and all of Korean, none of which shows another. Bits
   * are shifted to the top of their bytes, where they count.
   */
  private int eights(byte[] bytes, int from, int to) {
    long begun = 0;
    long beforeSurrogates = 0;
    int following = 0;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      long stops = stops(eight);
      if (stops != 0) {
        if (((eight & (Long.lowestOneBit(stops) - 1) & TOPS) | begun) == 0) {
          at += Long.numberOfTrailingZeros(stops) / Byte.SIZE;
        }
        break;
      }
      if (((eight & TOPS) | begun) == 0) {
        continue;
      }
      long second = eight << 1;
      long third = eight << 2;
      long follow = eight & ~second & TOPS;
      long lead = eight & second & TOPS;
      long edOrEf = lead & (eight << 5) & (eight << 7);
      long usual = third & ~(eight << 3) & (eight << 4);
      long expected = begun | (lead << 8) | (lead << 16);
      long surrogates = (beforeSurrogates | (edOrEf << 8)) & third;
      long others = (lead & ~usual) | (edOrEf & (eight << 6));
      if ((others | (expected ^ follow) | surrogates) != 0) {
        break;
      }
      begun = (lead >>> 56) | (lead >>> 48);
      beforeSurrogates = edOrEf >>> 56;
      following += Long.bitCount(follow);
    }
    characters += at - from - following;
    return begun == 0 ? at : beforeBegun(bytes, at);
  }

  private int beforeBegun(byte[] bytes, int at) {
    int lead = at - 1;
    while ((bytes[lead] & 0xC0) == 0x80) {
      lead--;
    }
    characters--;
    return lead;
  }

  private static boolean isStop(byte b) {
    return b == '"' || b == '\\' || (b >= 0 && b < ' ');
  }

  /** The top bit of the first byte that is one; bits above it mean nothing. */
  private static long stops(long eight) {
    long controlOrQuote = (eight ^ TWOS) - BEHIND_SPACES;
    long backslash = (eight ^ BACKSLASHES) - LOWS;
    return (controlOrQuote | backslash) & ~eight & TOPS;
  }

  private int ones(byte[] bytes, int from, int to) {
    long state = Utf8Automaton.WHOLE;
    int whole = from;
    for (int at = from; at < to; at++) {
      state = Utf8Automaton.next(state, bytes[at]);
      isNormalized &= !CharacterNormalization.mayBegin(bytes[at]);
      if (Utf8Automaton.isWhole(state)) {
        whole = at + 1;
        characters++;
      } else if (Utf8Automaton.isStop(state)) {
        break;
      }
    }
    return whole;
  }
}
