package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.MatchCheck;

/**
 * The check digit of payment card numbers over 13 to 19 digits; anything between the digits is
 * skipped, and a number of one repeated digit is none.
 */
final class Luhn implements MatchCheck.Bytes {
  private static final int FEWEST = 13;
  private static final int MOST = 19;

  @Override
  public boolean hold(byte[] text, int from, int to) {
    int sum = 0;
    int count = 0;
    int last = -1;
    boolean varied = false;
    for (int i = to - 1; i >= from; i--) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        continue;
      }
      varied |= last >= 0 && digit != last;
      last = digit;
      int twice = digit > 4 ? 2 * digit - 9 : 2 * digit;
      sum += count++ % 2 == 0 ? digit : twice;
    }
    return varied && count >= FEWEST && count <= MOST && sum % 10 == 0;
  }
}
