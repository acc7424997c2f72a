package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import dev.sluice.extproc.recognizer.Context.Strength;
import java.util.List;
import java.util.Set;

/** Registration numbers of foreigners and of Koreans abroad in Korea: YYMMDD-SNNNNNN. */
final class KoreanForeigner {
  private static final Context CONTEXT =
      Context.of(
          Set.of(Label.FOREIGNER, Label.RESIDENT),
          Set.of(Label.PHONE, Label.CARD, Label.BUSINESS, Label.ACCOUNT, Label.LICENCE),
          "외국인",
          "거소",
          "등록번호",
          "alien",
          "foreign",
          "resid",
          "ARC");

  static final Recognizer RECOGNIZER =
      new Recognizer(
          "kr_foreigner",
          "(?<![0-9])[0-9]"
              + Groups.next(5, 5)
              + Groups.GAP
              + "?[5-8]"
              + Groups.next(6, 6)
              + "(?![0-9])",
          160,
          CONTEXT.check(KoreanForeigner::strength),
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

  private KoreanForeigner() {}

  private static Strength strength(Candidate candidate) {
    Groups groups = Groups.of(candidate);
    ResidentDigits resident = new ResidentDigits(groups.digits());
    if (!resident.plausible()) {
      return Strength.NONE;
    }
    return switch (groups.shape()) {
      case "6-7" -> resident.checked(13) ? Strength.GOOD : Strength.FAIR;
      case "13" -> resident.checked(13) && !resident.ambiguous() ? Strength.GOOD : Strength.WEAK;
      default -> Strength.WEAK;
    };
  }
}
