package dev.sluice.quality.corpus.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The checks here are written apart from the generators, by the examples of the issuers. */
class ValueTableTest {

  private static final int[] RESIDENT = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};

  @Test
  void checks_publishedExamples() {
    assertTrue(luhn("4111111111111111"));
    assertTrue(mod97("GB82WEST12345698765432"));
    assertTrue(business("2208162517"));
    assertTrue(business("1248100998"));
    assertFalse(business("1248100997"));
  }

  @Test
  void resident_dateAndCheck() {
    each(
        "kr_rrn",
        value -> {
          String digits = digits(value);
          assertEquals(13, digits.length());
          int sex = digits.charAt(6) - '0';
          assertTrue(sex >= 1 && sex <= 4);
          birth(digits, sex <= 2 ? 1900 : 2000);
        });
  }

  @Test
  void resident_threeOfFourChecked() {
    int[] right = new int[1];
    each("kr_rrn", value -> right[0] += residentRest(digits(value), 11) ? 1 : 0);
    assertTrue(right[0] > 1_450 && right[0] < 1_700, "checked: " + right[0]);
  }

  @Test
  void foreigner_sexAndCheck() {
    int[] right = new int[1];
    each(
        "kr_foreigner",
        value -> {
          String digits = digits(value);
          int sex = digits.charAt(6) - '0';
          assertTrue(sex >= 5 && sex <= 8);
          birth(digits, sex <= 6 ? 1900 : 2000);
          right[0] += residentRest(digits, 13) ? 1 : 0;
        });
    assertTrue(right[0] > 1_350 && right[0] < 1_600, "checked: " + right[0]);
  }

  @Test
  void business_check() {
    each("kr_business", value -> assertTrue(business(digits(value)), value));
    each("x_business", value -> assertFalse(business(digits(value)), value));
  }

  @Test
  void card_luhn() {
    each(
        "card",
        value -> {
          assertTrue(luhn(digits(value)), value);
          assertTrue(digits(value).length() >= 14 && digits(value).length() <= 19, value);
        });
    each("x_card", value -> assertFalse(luhn(digits(value)), value));
    each("x_imei", value -> assertTrue(luhn(value), value));
  }

  @Test
  void iban_mod97() {
    each("iban", value -> assertTrue(mod97(value.replace(" ", "")), value));
    each("x_iban", value -> assertFalse(mod97(value.replace(" ", "")), value));
  }

  @Test
  void githubToken_shape() {
    assertEquals("000000", TemplateFunction.call("crc", ""));
    each(
        "github_token",
        value ->
            assertTrue(
                value.matches(
                    "gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59}"),
                value));
  }

  @Test
  void keys_shapes() {
    shape("aws_key", "A[KS]IA[A-Z2-7]{16}");
    shape("aws_secret", "[0-9A-Za-z+/]{40}");
    shape("gcp_key", "AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{28}");
    shape("anthropic_key", "sk-ant-[a-z]+[0-9]{2}-[0-9A-Za-z_-]{95}");
    shape("jwt", "eyJ[0-9A-Za-z_-]+\\.eyJ[0-9A-Za-z_-]+\\.[0-9A-Za-z_-]{43,}");
    shape("kr_passport", "[MSRGD]\\d{3}[0-9A-Z]\\d{4}");
  }

  @Test
  void socialSecurity_issued() {
    String issued = "(?!000|666|9)\\d{3}[- ]?(?!00)\\d\\d[- ]?(?!0000)\\d{4}";
    shape("us_ssn", issued);
    each("x_ssn", value -> assertFalse(value.matches(issued), value));
  }

  @Test
  void addresses_parse() {
    shape("ipv4", "(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    each("ipv6", value -> assertTrue(groups(value), value));
  }

  @Test
  void impossibleBirth_noDate() {
    each(
        "x_birth",
        value -> {
          int month = Integer.parseInt(value.substring(2, 4));
          int day = Integer.parseInt(value.substring(4, 6));
          assertTrue(month < 1 || month > 12 || day > 31 || (month == 2 && day == 30), value);
        });
  }

  private static void shape(String name, String pattern) {
    each(name, value -> assertTrue(value.matches(pattern), value));
  }

  /** Checks the secret part of two thousand values. */
  private static void each(String name, Consumer<String> check) {
    SeededRandom random = SeededRandom.of(3, "values");
    for (int i = 0; i < 2_000; i++) {
      GeneratedValue value = ValueTable.generate(name, random);
      check.accept(value.text().substring(value.start(), value.end()));
    }
  }

  private static String digits(String value) {
    return value.replaceAll("\\D", "");
  }

  private static void birth(String digits, int century) {
    int year = century + Integer.parseInt(digits.substring(0, 2));
    LocalDate birth =
        LocalDate.of(
            year,
            Integer.parseInt(digits.substring(2, 4)),
            Integer.parseInt(digits.substring(4, 6)));
    assertTrue(birth.getYear() >= 1940 && birth.getYear() <= 2025);
  }

  private static boolean residentRest(String digits, int from) {
    int sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += RESIDENT[i] * Character.digit(digits.charAt(i), 10);
    }
    return (from - sum % 11) % 10 == Character.digit(digits.charAt(12), 10);
  }

  private static boolean business(String digits) {
    int[] weights = {1, 3, 7, 1, 3, 7, 1, 3};
    int sum = Character.digit(digits.charAt(9), 10);
    for (int i = 0; i < 8; i++) {
      sum += weights[i] * Character.digit(digits.charAt(i), 10);
    }
    int ninth = Character.digit(digits.charAt(8), 10) * 5;
    return (sum + ninth / 10 + ninth % 10) % 10 == 0;
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    boolean twice = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = Character.digit(digits.charAt(i), 10) * (twice ? 2 : 1);
      sum += digit / 10 + digit % 10;
      twice = !twice;
    }
    return sum % 10 == 0;
  }

  private static boolean mod97(String iban) {
    StringBuilder number = new StringBuilder();
    (iban.substring(4) + iban.substring(0, 4))
        .chars()
        .forEach(c -> number.append(Character.digit(c, 36)));
    return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  private static boolean groups(String address) {
    String plain = address.replaceFirst("(?:\\d+\\.){3}\\d+$", "0:0");
    int count = plain.replace("::", ":").replaceAll("^:|:$", "").split(":", -1).length;
    return plain.matches("[0-9a-fA-F:]+") && (plain.contains("::") ? count < 8 : count == 8);
  }
}
