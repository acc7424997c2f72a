package dev.sluice.extproc.decoder;

/**
 * The characters of UTF-8 that stand for themselves in a string of JSON, as an automaton. A step is
 * a look into a table and a shift: what a byte leads to from each state stands in one number, at
 * the place that is the state's own.
 */
final class Utf8Automaton {
  private static final int BITS = 6;
  private static final long MASK = (1 << BITS) - 1;

  /** No character goes on like that, or it ends the string or begins an escape. */
  private static final int STOP = 0;

  /** All characters are whole. */
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
