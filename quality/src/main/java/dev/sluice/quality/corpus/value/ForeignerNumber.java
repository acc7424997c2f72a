package dev.sluice.quality.corpus.value;

import java.time.LocalDate;

/**
 * Korean foreigner registration numbers: as resident numbers, with 5 to 8 for century and sex, an
 * office, a class of residence from 6 to 9 and a check digit until September 2020, random digits
 * since then.
 */
public final class ForeignerNumber {

  private ForeignerNumber() {}

  public static Value make(SeededRandom dice) {
    LocalDate birth = ResidentNumber.anyBirth(dice);
    String seven = ResidentNumber.front(birth) + ResidentNumber.sex(dice, birth, 5);
    if (dice.percent(30)) {
      return ResidentNumber.write(seven + dice.digits(6), dice);
    }
    String office = ResidentNumber.two(2 * dice.between(0, 49)) + dice.digits(2);
    String twelve = seven + office + dice.between(6, 9);
    return ResidentNumber.write(twelve + CheckDigits.foreigner(twelve), dice);
  }
}
