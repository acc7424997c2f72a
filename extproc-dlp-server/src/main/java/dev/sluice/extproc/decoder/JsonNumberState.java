package dev.sluice.extproc.decoder;

import org.jspecify.annotations.Nullable;

/** The states within a JSON number. */
enum JsonNumberState {
  MINUS,
  ZERO,
  INTEGER,
  POINT,
  FRACTION,
  E,
  SIGN,
  EXPONENT;

  /** Returns the state after the first character; null if it cannot begin a number. */
  static @Nullable JsonNumberState start(byte b) {
    return b == '-' ? MINUS : MINUS.next(b);
  }

  /** Returns the state after one more character; null if it does not belong to the number. */
  @Nullable JsonNumberState next(byte b) {
    boolean digit = b >= '0' && b <= '9';
    return switch (this) {
      case MINUS -> b == '0' ? ZERO : digit ? INTEGER : null;
      case ZERO -> afterInteger(b);
      case INTEGER -> digit ? INTEGER : afterInteger(b);
      case POINT -> digit ? FRACTION : null;
      case FRACTION -> digit ? FRACTION : isE(b) ? E : null;
      case E -> b == '+' || b == '-' ? SIGN : digit ? EXPONENT : null;
      case SIGN, EXPONENT -> digit ? EXPONENT : null;
    };
  }

  /** Returns true if the number may end here. */
  boolean isComplete() {
    return switch (this) {
      case ZERO, INTEGER, FRACTION, EXPONENT -> true;
      case MINUS, POINT, E, SIGN -> false;
    };
  }

  private static @Nullable JsonNumberState afterInteger(byte b) {
    return b == '.' ? POINT : isE(b) ? E : null;
  }

  private static boolean isE(byte b) {
    return b == 'e' || b == 'E';
  }
}
