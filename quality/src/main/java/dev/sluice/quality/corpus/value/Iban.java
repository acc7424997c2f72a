package dev.sluice.quality.corpus.value;

import java.util.List;

/** International bank account numbers by the registry's structures, in groups of four or in one. */
public final class Iban {

  private record Country(String code, String shape) {}

  private static final List<Country> COUNTRIES =
      List.of(
          new Country("DE", "##################"),
          new Country("GB", "@@@@##############"),
          new Country("FR", "###################@@##"),
          new Country("NL", "@@@@##########"),
          new Country("ES", "####################"),
          new Country("IT", "@######################"),
          new Country("CH", "#################"),
          new Country("AT", "################"),
          new Country("BE", "############"),
          new Country("PL", "########################"),
          new Country("SE", "####################"),
          new Country("NO", "###########"),
          new Country("DK", "##############"),
          new Country("FI", "##############"),
          new Country("IE", "@@@@##############"),
          new Country("PT", "#####################"),
          new Country("LU", "################"),
          new Country("SA", "####################"),
          new Country("AE", "###################"),
          new Country("TR", "######################"));

  private Iban() {}

  public static Value make(SeededRandom dice) {
    Country country = dice.pick(COUNTRIES);
    String account = dice.shape(country.shape());
    return Value.of(
        write(country.code() + CheckDigits.iban(country.code(), account) + account, dice));
  }

  /** The same with check digits that are wrong. */
  public static Value wrong(SeededRandom dice) {
    Country country = dice.pick(COUNTRIES);
    String account = dice.shape(country.shape());
    int right = Integer.parseInt(CheckDigits.iban(country.code(), account));
    int other = (right + dice.between(1, 90)) % 97;
    return Value.of(write(country.code() + ResidentNumber.two(other) + account, dice));
  }

  private static String write(String iban, SeededRandom dice) {
    if (dice.percent(45)) {
      return iban;
    }
    StringBuilder text = new StringBuilder(iban);
    for (int at = 4 * ((iban.length() - 1) / 4); at > 0; at -= 4) {
      text.insert(at, ' ');
    }
    return text.toString();
  }
}
