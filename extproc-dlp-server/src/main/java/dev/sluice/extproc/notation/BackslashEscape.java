package dev.sluice.extproc.notation;

/**
 * An escape of programming languages: {@code \}{@code u0030}, {@code \x30}, a sign such as {@code
 * \/}, or a line end that continues a literal.
 */
final class BackslashEscape implements Notation {
  private static final int UNICODE = 6;

  @Override
  public int read(NotationText text, int at, ShownBytes shown) {
    int kind = text.at(at + 1);
    return switch (kind) {
      case NotationText.UNKNOWN -> OPEN;
      case 'u' -> unicode(text, at, shown);
      case 'x' -> {
        int value = digits(text, at + 2, 2);
        yield value < 0 ? value + 1 : shown.addCharacter(value) ? 4 : NONE;
      }
      case '/', '.', '-', '_', '@', '+', ':' -> {
        shown.add(kind);
        yield 2;
      }
      case '\n' -> 2;
      default -> NONE;
    };
  }

  private static int unicode(NotationText text, int at, ShownBytes shown) {
    int high = digits(text, at + 2, 4);
    if (high < 0) {
      return high + 1;
    }
    if (high < Character.MIN_HIGH_SURROGATE || high > Character.MAX_HIGH_SURROGATE) {
      return shown.addCharacter(high) ? UNICODE : NONE;
    }
    for (int i = 0; i < 2; i++) {
      int next = text.at(at + UNICODE + i);
      if (next != "\\u".charAt(i)) {
        return next == NotationText.UNKNOWN ? OPEN : NONE;
      }
    }
    int low = digits(text, at + UNICODE + 2, 4);
    if (low < 0) {
      return low + 1;
    }
    return low >= Character.MIN_LOW_SURROGATE
            && low <= Character.MAX_LOW_SURROGATE
            && shown.addCharacter(Character.toCodePoint((char) high, (char) low))
        ? 2 * UNICODE
        : NONE;
  }

  /** Returns the value of hexadecimal digits, or a result less one. */
  private static int digits(NotationText text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = HexDigits.value(text.at(i));
      if (digit < 0) {
        return text.at(i) == NotationText.UNKNOWN ? OPEN - 1 : NONE - 1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
