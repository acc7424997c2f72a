package dev.sluice.quality.corpus.value;

import java.util.List;

/** Korean driver licences: region, year, serial number and check number. */
public final class DriverLicence {

  private static final List<String> SEPARATORS =
      List.of("-", "-", "-", "-", "-", "-", "-", "", " ");
  private static final List<String> OLD_REGIONS =
      List.of(
          "서울", "부산", "경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남", "제주", "대구", "인천", "광주", "대전",
          "울산");

  private DriverLicence() {}

  public static Value make(SeededRandom dice) {
    String year = ResidentNumber.two(dice.percent(60) ? dice.between(0, 25) : dice.between(75, 99));
    String serial = dice.digits(6);
    String check = dice.digits(2);
    if (dice.percent(10)) {
      return Value.within(
          dice.pick(OLD_REGIONS) + (dice.percent(50) ? "-" : " "),
          year + "-" + serial + "-" + check,
          "");
    }
    String region = String.valueOf(dice.percent(90) ? dice.between(11, 26) : 28);
    return Value.of(String.join(dice.pick(SEPARATORS), region, year, serial, check));
  }
}
