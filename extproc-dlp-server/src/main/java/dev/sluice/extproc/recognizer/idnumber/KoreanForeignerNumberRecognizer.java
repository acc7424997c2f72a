package dev.sluice.extproc.recognizer.idnumber;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.extproc.recognizer.ContextCheck;
import dev.sluice.extproc.recognizer.ContextCheck.Strength;
import dev.sluice.extproc.recognizer.DigitGroups;
import dev.sluice.extproc.recognizer.NumberLabel;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;
import java.util.Set;

/**
 * A recognizer of registration numbers of foreigners and overseas Koreans in Korea: YYMMDD-SNNNNNN.
 */
public final class KoreanForeignerNumberRecognizer {
  private static final ContextCheck CONTEXT =
      ContextCheck.of(
          Set.of(NumberLabel.FOREIGNER, NumberLabel.RESIDENT),
          Set.of(NumberLabel.ACCOUNT, NumberLabel.CARD),
          "외국인",
          "거소",
          "등록번호",
          "alien",
          "foreign",
          "resid",
          "ARC");

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "kr_foreigner",
          "(?<![0-9])[0-9]"
              + DigitGroups.nextDigits(5, 5)
              + DigitGroups.GAP
              + "?[5-8]"
              + DigitGroups.nextDigits(6, 6)
              + "(?![0-9])",
          160,
          CONTEXT.check(KoreanForeignerNumberRecognizer::strength),
          List.of(
              "외국인등록번호 ⟦900101-5234567⟧",
              "제 것은 ⟦850315-6123456⟧이고",
              "alien registration no. ⟦9001015234561⟧",
              "ARC ⟦010203 8123456⟧",
              "국내거소신고번호: ⟦880808-5111111⟧",
              "외국인 ⟦900101/5234567⟧"),
          List.of(
              "901301-5234567",
              "900101-1234568",
              "송장번호 900101-5234567",
              "9001015234567",
              "900101-52345678",
              "990230-5234567"));

  private KoreanForeignerNumberRecognizer() {}

  private static Strength strength(MatchCandidate candidate) {
    DigitGroups groups = DigitGroups.of(candidate);
    ResidentNumberDigits resident = new ResidentNumberDigits(groups.digits());
    if (!resident.isPlausibleBirth()) {
      return Strength.NONE;
    }
    return switch (groups.shape()) {
      case "6-7" -> Strength.GOOD;
      case "13" ->
          resident.hasCheckDigit(13) && !resident.isAmbiguous() ? Strength.GOOD : Strength.WEAK;
      default -> Strength.WEAK;
    };
  }
}
