package dev.sluice.quality.corpus.value;

import java.net.IDN;
import java.util.List;
import java.util.Locale;

/** Mail addresses by RFC 5321 and RFC 6531, as people have them. */
public final class Email {

  private static final List<String> GIVEN =
      List.of(
          "minjun", "seoyeon", "jiho", "haeun", "yuna", "dohyun", "emma", "liam", "sofia", "noah",
          "kenji", "wei", "priya", "lukas");
  private static final List<String> FAMILY =
      List.of(
          "kim", "lee", "park", "choi", "jung", "kang", "smith", "miller", "tanaka", "schmidt",
          "garcia", "nguyen");
  private static final List<String> PUBLIC =
      List.of(
          "naver.com",
          "gmail.com",
          "daum.net",
          "hanmail.net",
          "kakao.com",
          "nate.com",
          "outlook.com",
          "icloud.com",
          "yahoo.co.jp",
          "proton.me");
  private static final List<String> WORDS =
      List.of(
          "hanbit",
          "bluewave",
          "seojin",
          "northgate",
          "daehan",
          "mirae",
          "greenleaf",
          "onnuri",
          "quantum",
          "saebyeok",
          "orbit",
          "haneul");
  private static final List<String> ENDINGS =
      List.of(
          ".co.kr", ".com", ".kr", ".io", ".ac.kr", ".go.kr", ".or.kr", ".net", ".dev", ".de",
          ".co.uk", ".ai", ".tech");

  private Email() {}

  public static Value make(SeededRandom dice) {
    String address = local(dice) + "@" + domain(dice);
    return Value.of(dice.percent(5) ? address.toUpperCase(Locale.ROOT) : address);
  }

  private static String local(SeededRandom dice) {
    String given = dice.pick(GIVEN);
    String family = dice.pick(FAMILY);
    return switch (dice.below(9)) {
      case 0 -> given + "." + family;
      case 1 -> given.charAt(0) + family + dice.between(1, 99);
      case 2 -> given + "_" + family;
      case 3 -> given + dice.between(70, 2009);
      case 4 ->
          family + "." + given + "+" + dice.pick(List.of("news", "shop", "work", "test1", "aws"));
      case 5 -> given + "-" + family;
      case 6 -> dice.pick(List.of("support", "hr", "sales", "billing", "recruit")) + "." + family;
      case 7 -> family + dice.between(1, 9) + given + ResidentNumber.two(dice.below(100));
      default -> given + family;
    };
  }

  private static String domain(SeededRandom dice) {
    int share = dice.below(100);
    if (share < 40) {
      return dice.pick(PUBLIC);
    }
    String name = dice.pick(WORDS) + (dice.percent(25) ? "-" + dice.pick(WORDS) : "");
    if (share < 80) {
      return name + dice.pick(ENDINGS);
    }
    if (share < 94) {
      return dice.pick(List.of("mail.", "corp.", "dev.team.", "seoul.", "eu-west."))
          + name
          + dice.pick(ENDINGS);
    }
    String korean =
        dice.pick(List.of("한빛", "새벽", "온누리", "하늘")) + dice.pick(List.of(".한국", ".kr", ".com"));
    return dice.percent(50) ? korean : IDN.toASCII(korean);
  }
}
