package dev.sluice.extproc.recognizer;

import java.util.Arrays;

/** The decimal digits of a candidate, without its separators. */
public final class DecimalDigits {
  private final byte[] digits;

  private DecimalDigits(byte[] digits) {
    this.digits = digits;
  }

  public static DecimalDigits of(byte[] text, int from, int to) {
    byte[] found = new byte[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        found[count++] = (byte) digit;
      }
    }
    return new DecimalDigits(count == found.length ? found : Arrays.copyOf(found, count));
  }

  public int count() {
    return digits.length;
  }

  public int at(int index) {
    return digits[index];
  }

  /** Returns the number that all digits form. */
  public int number() {
    return number(0, digits.length);
  }

  /** Returns the number that some digits form. */
  public int number(int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + digits[i];
    }
    return number;
  }

  /** Returns the weighted sum of the first digits. */
  public int weightedSum(int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += digits[i] * weights[i];
    }
    return sum;
  }

  /** Returns all digits except one. */
  public DecimalDigits without(int index) {
    byte[] left = new byte[digits.length - 1];
    System.arraycopy(digits, 0, left, 0, index);
    System.arraycopy(digits, index + 1, left, index, left.length - index);
    return new DecimalDigits(left);
  }

  public boolean allEqual() {
    for (int i = 1; i < digits.length; i++) {
      if (digits[i] != digits[0]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of different digits. */
  int distinct() {
    int seen = 0;
    for (byte digit : digits) {
      seen |= 1 << digit;
    }
    return Integer.bitCount(seen);
  }

  /** Returns true if the last digit is the check digit of ISO/IEC 7812. */
  public boolean luhn() {
    int sum = 0;
    for (int i = 0; i < digits.length; i++) {
      int digit = digits[digits.length - 1 - i];
      int twice = digit > 4 ? 2 * digit - 9 : 2 * digit;
      sum += i % 2 == 0 ? digit : twice;
    }
    return sum % 10 == 0;
  }
}
