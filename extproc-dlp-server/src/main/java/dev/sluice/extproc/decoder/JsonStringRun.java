package dev.sluice.extproc.decoder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fast path over the UTF-8 characters of a JSON string that need no escape. It records what it
 * has seen, so that no later step has to look at each character again.
 */
final class JsonStringRun {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOWS = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long BACKSLASHES = '\\' * LOWS;
  private static final long TWOS = 2 * LOWS;
  private static final long BEHIND_SPACES = (' ' + 1) * LOWS;

  /** The number of bytes that are read one by one when eight cannot be skipped at once. */
  private static final int STRETCH = 16;

  private static final int LONGEST_BEGUN = 3;

  private int characters;
  private boolean isNormalized;

  /** Forgets what it has seen. */
  void begin() {
    characters = 0;
    isNormalized = true;
  }

  /** Returns the number of characters that have begun. */
  int characters() {
    return characters;
  }

  /**
   * Returns true if every character is certainly its own ASCII form, see {@link
   * CharacterNormalization}.
   */
  boolean isNormalized() {
    return isNormalized;
  }

  /** Adds a byte that is not part of such a character, or part of an incomplete one. */
  void addOther(byte b) {
    characters += (b & 0xC0) == 0x80 ? 0 : 1;
    isNormalized = false;
  }

  /**
   * Returns the index after the last complete character of the run, which starts at a character.
   */
  int skip(byte[] bytes, int from, int to) {
    int at = from;
    while (true) {
      at = eights(bytes, at, to);
      if (at < to && isStop(bytes[at])) {
        return at;
      }
      int end = Math.min(to, at + STRETCH);
      at = singles(bytes, at, end);
      if (at < end - LONGEST_BEGUN || end == to) {
        return at;
      }
    }
  }

  /**
   * Skips eight bytes at a time while they are ASCII or parts of characters with a first byte from
   * E8 to EE. These are most of Chinese and all of Korean, and none has another form. The relevant
   * bits are shifted to the top of their bytes.
   */
  private int eights(byte[] bytes, int from, int to) {
    long openContinuation = 0;
    long beforeSurrogates = 0;
    int following = 0;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      long stops = stops(eight);
      if (stops != 0) {
        if (((eight & (Long.lowestOneBit(stops) - 1) & TOPS) | openContinuation) == 0) {
          at += Long.numberOfTrailingZeros(stops) / Byte.SIZE;
        }
        break;
      }
      if (((eight & TOPS) | openContinuation) == 0) {
        continue;
      }
      long second = eight << 1;
      long third = eight << 2;
      long follow = eight & ~second & TOPS;
      long lead = eight & second & TOPS;
      long edOrEf = lead & (eight << 5) & (eight << 7);
      long usual = third & ~(eight << 3) & (eight << 4);
      long expected = openContinuation | (lead << 8) | (lead << 16);
      long surrogates = (beforeSurrogates | (edOrEf << 8)) & third;
      long others = (lead & ~usual) | (edOrEf & (eight << 6));
      if ((others | (expected ^ follow) | surrogates) != 0) {
        break;
      }
      openContinuation = (lead >>> 56) | (lead >>> 48);
      beforeSurrogates = edOrEf >>> 56;
      following += Long.bitCount(follow);
    }
    characters += at - from - following;
    return openContinuation == 0 ? at : beforeBegun(bytes, at);
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

  /**
   * Returns a word whose lowest top bit marks the first byte that ends the run; higher bits are
   * undefined.
   */
  private static long stops(long eight) {
    long controlOrQuote = (eight ^ TWOS) - BEHIND_SPACES;
    long backslash = (eight ^ BACKSLASHES) - LOWS;
    return (controlOrQuote | backslash) & ~eight & TOPS;
  }

  private int singles(byte[] bytes, int from, int to) {
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
