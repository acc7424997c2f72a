package dev.sluice.extproc.decoder;

/**
 * An automaton for the UTF-8 characters of a JSON string that need no escape. A step is a table
 * lookup and a shift. The number of a byte holds the next state for each state, at the position of
 * that state.
 */
final class Utf8Automaton {
  private static final int BITS = 6;
  private static final long MASK = (1 << BITS) - 1;

  /** The state after an invalid byte, a quote or a backslash. */
  private static final int STOP = 0;

  /** The state after complete characters. */
  static final int WHOLE = BITS;

  private static final int ONE_MORE = 2 * BITS;
  private static final int TWO_MORE = 3 * BITS;
  private static final int THREE_MORE = 4 * BITS;
  private static final int BEHIND_E0 = 5 * BITS;
  private static final int BEHIND_ED = 6 * BITS;
  private static final int BEHIND_F0 = 7 * BITS;
  private static final int BEHIND_F4 = 8 * BITS;

  private static final long[] STEPS = steps();

  private Utf8Automaton() {}

  static long next(long state, byte b) {
    return STEPS[b & 0xFF] >>> state;
  }

  static boolean isWhole(long state) {
    return (state & MASK) == WHOLE;
  }

  static boolean isStop(long state) {
    return (state & MASK) == STOP;
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

  /** Returns the state after the first byte of a character. */
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
