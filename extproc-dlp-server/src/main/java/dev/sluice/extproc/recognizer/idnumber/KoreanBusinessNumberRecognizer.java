package dev.sluice.extproc.recognizer.idnumber;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.extproc.recognizer.ContextCheck;
import dev.sluice.extproc.recognizer.ContextCheck.Strength;
import dev.sluice.extproc.recognizer.DecimalDigits;
import dev.sluice.extproc.recognizer.DigitGroups;
import dev.sluice.extproc.recognizer.NumberLabel;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;
import java.util.Set;

/**
 * A recognizer of Korean business registration numbers: groups of three, two and five digits, the
 * last one a check digit.
 */
public final class KoreanBusinessNumberRecognizer {
  private static final ContextCheck CONTEXT =
      ContextCheck.of(
          Set.of(NumberLabel.BUSINESS, NumberLabel.COMPANY),
          Set.of(NumberLabel.PHONE, NumberLabel.ACCOUNT),
          "사업자",
          "세금계산서",
          "business",
          "Business",
          "tax",
          "VAT",
          "BRN");

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "kr_business",
          "(?<![0-9])[1-9]" + DigitGroups.nextDigits(9, 9) + "(?![0-9])",
          160,
          CONTEXT.check(KoreanBusinessNumberRecognizer::strength),
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

  private KoreanBusinessNumberRecognizer() {}

  private static Strength strength(MatchCandidate candidate) {
    DigitGroups groups = DigitGroups.of(candidate);
    if (!checked(groups.digits())) {
      return Strength.NONE;
    }
    return groups.haveShape("3-2-5") ? Strength.GOOD : Strength.WEAK;
  }

  private static boolean checked(DecimalDigits digits) {
    int sum = digits.weightedSum(1, 3, 7, 1, 3, 7, 1, 3, 5) + digits.at(8) * 5 / 10;
    return digits.number(0, 3) > 100 && (10 - sum % 10) % 10 == digits.at(9);
  }
}
