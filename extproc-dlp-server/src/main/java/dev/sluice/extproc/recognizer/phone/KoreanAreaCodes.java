package dev.sluice.extproc.recognizer.phone;

import dev.sluice.extproc.recognizer.DecimalDigits;

/** A table of Korean area and service codes, with the number of digits after each. */
final class KoreanAreaCodes {
  private KoreanAreaCodes() {}

  /** Returns true if the digits from the area code on, without its zero, are a number. */
  static boolean isPlausible(DecimalDigits digits, int from) {
    int length = digits.count() - from;
    int second = digits.at(from + 1);
    return switch (digits.at(from)) {
      case 1 -> second == 0 ? length == 10 : second != 2 && (length == 9 || length == 10);
      case 2 -> length == 8 || length == 9;
      case 3 -> isArea(second, 3, length);
      case 4, 6 -> isArea(second, 4, length);
      case 5 -> second == 0 ? length == 10 || length == 11 : isArea(second, 5, length);
      case 7 -> second == 0 && length == 10;
      case 8 -> second == 0 && (length == 9 || length == 10);
      default -> false;
    };
  }

  private static boolean isArea(int second, int last, int length) {
    return second >= 1 && second <= last && (length == 9 || length == 10);
  }
}
