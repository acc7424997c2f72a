package dev.sluice.quality.corpus.value;

import java.util.List;

/** Korean bank accounts, grouped as each bank prints them. */
public final class BankAccount {

  private record Bank(List<String> korean, String english, List<String> shapes) {}

  private static final List<Bank> BANKS =
      List.of(
          bank("국민은행,KB국민,KB", "KB Kookmin", "######-##-######", "###-##-####-###"),
          bank("신한은행,신한", "Shinhan Bank", "110-###-######", "110-###-######", "###-##-######"),
          bank("우리은행,우리", "Woori Bank", "1002-###-######", "1005-###-######"),
          bank("하나은행,하나,KEB하나", "Hana Bank", "###-######-#####"),
          bank(
              "농협,NH농협은행,NH농협", "NH Bank", "301-####-####-#1", "302-####-####-#1", "###-##-######"),
          bank("기업은행,IBK기업", "IBK", "###-######-##-###"),
          bank("카카오뱅크,카뱅", "KakaoBank", "3333-##-#######", "3333-##-#######"),
          bank("토스뱅크,토스", "Toss Bank", "1000-####-####", "1001-####-####"),
          bank("케이뱅크", "K bank", "100-###-######"),
          bank("우체국", "Korea Post", "######-##-######"),
          bank("SC제일은행,제일은행", "SC First Bank", "###-##-######"),
          bank("씨티은행", "Citibank Korea", "###-######-###"),
          bank("부산은행", "Busan Bank", "101-####-####-##"),
          bank("대구은행,iM뱅크", "iM Bank", "508-##-######-#"),
          bank("새마을금고,MG새마을금고", "MG Community Credit", "9002-####-####-#"),
          bank("신협", "Shinhyup", "131-###-######"));

  private BankAccount() {}

  public static Value make(SeededRandom dice) {
    return Value.of(write(dice.pick(BANKS), dice));
  }

  /** With the bank's Korean name before it. */
  public static Value korean(SeededRandom dice) {
    Bank bank = dice.pick(BANKS);
    return Value.within(dice.pick(bank.korean()) + " ", write(bank, dice), "");
  }

  /** With the bank's English name before it. */
  public static Value english(SeededRandom dice) {
    Bank bank = dice.pick(BANKS);
    return Value.within(bank.english() + " ", write(bank, dice), "");
  }

  private static String write(Bank bank, SeededRandom dice) {
    String account = dice.shape(dice.pick(bank.shapes()));
    int share = dice.below(100);
    return share < 70 ? account : account.replace("-", share < 95 ? "" : " ");
  }

  private static Bank bank(String korean, String english, String... shapes) {
    return new Bank(List.of(korean.split(",")), english, List.of(shapes));
  }
}
