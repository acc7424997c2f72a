package dev.sluice.extproc.decoder;

/**
 * Passes over the characters of UTF-8 that stand for themselves in a string of JSON. One step of an
 * automaton is a look into a table and a shift: what a byte leads to from each state stands in one
 * number, at the place that is the state's own.
 */
final class PlainRun {
  private static final int BITS = 6;
  private static final long MASK = (1 << BITS) - 1;

  /** No character goes on like that, or it ends the string or begins an escape. */
  private static final int STOP = 0;

  /** All characters are whole. */
  private static final int WHOLE = BITS;

  private static final int ONE_MORE = 2 * BITS;
  private static final int TWO_MORE = 3 * BITS;
  private static final int THREE_MORE = 4 * BITS;
  private static final int BEHIND_E0 = 5 * BITS;
  private static final int BEHIND_ED = 6 * BITS;
  private static final int BEHIND_F0 = 7 * BITS;
  private static final int BEHIND_F4 = 8 * BITS;

  private static final long[] STEPS = steps();

  private PlainRun() {}

  /** Behind the last of them that is whole, from the start of a character on. */
  static int behind(byte[] bytes, int from, int to) {
    long state = WHOLE;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      if ((state & MASK) == WHOLE && EightBytes.plainAscii(bytes, at)) {
        continue;
      }
      long next = eight(bytes, at, state);
      if ((next & MASK) == STOP) {
        break;
      }
      state = next;
    }
    int whole = (state & MASK) == WHOLE ? at : leadBefore(bytes, at);
    for (; at < to; at++) {
      state = STEPS[bytes[at] & 0xFF] >>> state;
      if ((state & MASK) == WHOLE) {
        whole = at + 1;
      } else if ((state & MASK) == STOP) {
        break;
      }
    }
    return whole;
  }

  private static long eight(byte[] bytes, int at, long before) {
    long state = STEPS[bytes[at] & 0xFF] >>> before;
    state = STEPS[bytes[at + 1] & 0xFF] >>> state;
    state = STEPS[bytes[at + 2] & 0xFF] >>> state;
    state = STEPS[bytes[at + 3] & 0xFF] >>> state;
    state = STEPS[bytes[at + 4] & 0xFF] >>> state;
    state = STEPS[bytes[at + 5] & 0xFF] >>> state;
    state = STEPS[bytes[at + 6] & 0xFF] >>> state;
    return STEPS[bytes[at + 7] & 0xFF] >>> state;
  }

  private static int leadBefore(byte[] bytes, int at) {
    int lead = at - 1;
    while ((bytes[lead] & 0xC0) == 0x80) {
      lead--;
    }
    return lead;
  }

  private static long[] steps() {
    long[] steps = new long[1 << Byte.SIZE];
    for (int b = 0; b < steps.length; b++) {
      boolean follows = b >= 0x80 && b < 0xC0;
      steps[b] =
          ((long) first(b) << WHOLE)
              | ((long) (follows ? WHOLE : STOP) << ONE_MORE)
              | ((long) (follows ? ONE_MORE : STOP) << TWO_MORE)
              | ((long) (follows ? TWO_MORE : STOP) << THREE_MORE)
              | ((long) (follows && b >= 0xA0 ? ONE_MORE : STOP) << BEHIND_E0)
              | ((long) (follows && b < 0xA0 ? ONE_MORE : STOP) << BEHIND_ED)
              | ((long) (follows && b >= 0x90 ? TWO_MORE : STOP) << BEHIND_F0)
              | ((long) (follows && b < 0x90 ? TWO_MORE : STOP) << BEHIND_F4);
    }
    return steps;
  }

  /** Where the first byte of a character leads to. */
  private static int first(int b) {
    if (b < 0x80) {
      return b < ' ' || b == '"' || b == '\\' ? STOP : WHOLE;
    }
    return switch (b) {
      case 0xE0 -> BEHIND_E0;
      case 0xED -> BEHIND_ED;
      case 0xF0 -> BEHIND_F0;
      case 0xF4 -> BEHIND_F4;
      default ->
          b < 0xC2 || b > 0xF4 ? STOP : b < 0xE0 ? ONE_MORE : b < 0xF0 ? TWO_MORE : THREE_MORE;
    };
  }
}
