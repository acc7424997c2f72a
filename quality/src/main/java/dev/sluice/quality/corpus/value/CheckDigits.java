package dev.sluice.quality.corpus.value;

import java.math.BigInteger;

/** Check digits as the issuers publish them. */
final class CheckDigits {

  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  private CheckDigits() {}

  /** ISO/IEC 7812: the digit that completes the given ones. */
  static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (10 - sum % 10) % 10;
  }

  /** The thirteenth digit of a resident number that was issued before October 2020. */
  static int resident(String twelve) {
    return (11 - residentSum(twelve) % 11) % 10;
  }

  /** The thirteenth digit of a foreigner number that was issued before October 2020. */
  static int foreigner(String twelve) {
    return (13 - residentSum(twelve) % 11) % 10;
  }

  private static int residentSum(String twelve) {
    return weighted(twelve, "234567892345");
  }

  /** The tenth digit of a business registration number. */
  static int business(String nine) {
    int sum = weighted(nine, "137137135") + (nine.charAt(8) - '0') * 5 / 10;
    return (10 - sum % 10) % 10;
  }

  /** The thirteenth digit of a corporate registration number. */
  static int corporate(String twelve) {
    return (10 - weighted(twelve, "121212121212") % 10) % 10;
  }

  /** ISO 13616: the two digits after the country code. */
  static String iban(String country, String account) {
    int rest =
        new BigInteger(lettersAsNumbers(account + country + "00")).mod(NINETY_SEVEN).intValue();
    int check = 98 - rest;
    return (check < 10 ? "0" : "") + check;
  }

  /** The last digit of an EAN-13. */
  static int ean(String twelve) {
    return (10 - weighted(twelve, "131313131313") % 10) % 10;
  }

  private static String lettersAsNumbers(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      digits.append(Character.digit(text.charAt(i), 36));
    }
    return digits.toString();
  }

  private static int weighted(String digits, String weights) {
    int sum = 0;
    for (int i = 0; i < weights.length(); i++) {
      sum += (digits.charAt(i) - '0') * (weights.charAt(i) - '0');
    }
    return sum;
  }
}
