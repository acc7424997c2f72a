package dev.sluice.quality.corpus.value;

import java.util.Locale;

/** A generator of international bank account numbers, in groups of four or in one. */
final class IbanGenerator {
  private IbanGenerator() {}

  static GeneratedValue valid(SeededRandom random) {
    return generate(random, false);
  }

  static GeneratedValue wrongCheckDigits(SeededRandom random) {
    return generate(random, true);
  }

  private static GeneratedValue generate(SeededRandom random, boolean wrong) {
    String[] country = ValueTable.text("iban_country", random).split(" ");
    String account = random.shape(country[1]);
    int right = TemplateFunction.iban(country[0], account);
    int check = wrong ? (right + random.between(1, 90)) % 97 : right;
    String iban = country[0] + String.format(Locale.ROOT, "%02d", check) + account;
    boolean grouped = !random.percent(45);
    return GeneratedValue.of(grouped ? iban.replaceAll("(.{4})(?!$)", "$1 ") : iban);
  }
}
