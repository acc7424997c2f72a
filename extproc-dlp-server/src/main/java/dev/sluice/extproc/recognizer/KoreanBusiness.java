package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import dev.sluice.extproc.recognizer.Context.Strength;
import java.util.List;
import java.util.Set;

/** Korean business registration numbers: three, two and five digits, the last one a check. */
final class KoreanBusiness {
  private static final Context CONTEXT =
      Context.of(
          Set.of(Label.BUSINESS),
          Set.of(Label.PHONE, Label.CARD, Label.ACCOUNT, Label.RESIDENT),
          "사업자",
          "세금계산서",
          "business",
          "Business",
          "tax",
          "VAT",
          "BRN");

  static final Recognizer RECOGNIZER =
      new Recognizer(
          "kr_business",
          "(?<![0-9])[1-9]" + Groups.next(9, 9) + "(?![0-9])",
          160,
          CONTEXT.check(KoreanBusiness::strength),
          List.of(
              "사업자등록번호 ⟦124-81-00998⟧",
              "(주)하늘 ⟦220-81-62517⟧로 발행",
              "bizNo=⟦2208162517⟧",
              "사업자번호: ⟦220 81 62517⟧",
              "business registration no. ⟦120-81-47521⟧.",
              "사업자 ⟦220.81.62517⟧"),
          List.of(
              "124-81-00999",
              "2208162517",
              "주문번호 220-81-62517",
              "220-81-625170",
              "1220-81-62517",
              "012-34-56789"));

  private KoreanBusiness() {}

  private static Strength strength(Candidate candidate) {
    Groups groups = Groups.of(candidate);
    if (!checked(groups.digits())) {
      return Strength.NONE;
    }
    return groups.are("3-2-5") ? Strength.GOOD : Strength.WEAK;
  }

  private static boolean checked(Digits digits) {
    int sum = digits.weighted(1, 3, 7, 1, 3, 7, 1, 3, 5) + digits.at(8) * 5 / 10;
    return digits.number(0, 3) > 100 && (10 - sum % 10) % 10 == digits.at(9);
  }
}
