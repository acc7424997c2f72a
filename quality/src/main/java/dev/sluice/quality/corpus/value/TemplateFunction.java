package dev.sluice.quality.corpus.value;

import java.math.BigInteger;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** The functions of templates: check digits as the issuers publish them, and forms of a text. */
public final class TemplateFunction {
  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
  private static final int CRC_LENGTH = 6;

  private TemplateFunction() {}

  /** Returns the result of a function of {@code values.txt}. */
  static String call(String name, String text) {
    return switch (name) {
      case "luhn" -> String.valueOf(luhn(text));
      case "business" -> completed(weighted(text, "137137135") + (text.charAt(8) - '0') * 5 / 10);
      case "corporate" -> completed(weighted(text, "121212121212"));
      case "ean" -> completed(weighted(text, "131313131313"));
      case "crc" -> crc(text);
      case "first" -> text.substring(0, 1);
      case "idn" -> IDN.toASCII(text);
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "zone" -> text.startsWith("fe80") ? "%eth0" : "";
      default -> throw new IllegalArgumentException("no function " + name);
    };
  }

  /** Returns the digit that completes the given ones (ISO/IEC 7812). */
  public static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (10 - sum % 10) % 10;
  }

  /**
   * Returns the thirteenth digit of a Korean number that was issued before October 2020.
   *
   * @param from 11 for a resident number, 13 for a foreigner number
   */
  static int resident(String twelve, int from) {
    return (from - weighted(twelve, "234567892345") % 11) % 10;
  }

  /** Returns the two digits after the country code (ISO 13616). */
  static int iban(String country, String account) {
    var digits = new StringBuilder();
    (account + country + "00").chars().forEach(c -> digits.append(Character.digit(c, 36)));
    return 98 - new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue();
  }

  private static String completed(int sum) {
    return String.valueOf((10 - sum % 10) % 10);
  }

  private static int weighted(String digits, String weights) {
    int sum = 0;
    for (int i = 0; i < weights.length(); i++) {
      sum += (digits.charAt(i) - '0') * (weights.charAt(i) - '0');
    }
    return sum;
  }

  /** Returns the check sum of a GitHub token in base 62. */
  private static String crc(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    var digits = new StringBuilder();
    for (long rest = crc.getValue(); digits.length() < CRC_LENGTH; rest /= 62) {
      digits.insert(0, SeededRandom.ALPHANUMERIC.charAt((int) (rest % 62)));
    }
    return digits.toString();
  }
}
