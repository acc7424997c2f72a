package dev.sluice.extproc.notation;

/** The values of hexadecimal digits. */
final class HexDigits {
  private HexDigits() {}

  /** Returns the value of a digit, or -1. */
  static int value(int digit) {
    return digit < 0 || digit > 0x7F ? -1 : Character.digit(digit, 16);
  }
}
