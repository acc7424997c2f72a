package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import dev.sluice.extproc.recognizer.Context.Strength;
import java.util.List;
import java.util.Set;

/** Korean residents' registration numbers: YYMMDD-SNNNNNN. */
final class KoreanResident {
  private static final Context CONTEXT =
      Context.of(
          Set.of(Label.RESIDENT),
          Set.of(Label.PHONE, Label.CARD, Label.BUSINESS, Label.ACCOUNT, Label.LICENCE),
          "주민",
          "resident",
          "Resident",
          "RRN",
          "rrn",
          "national ID");

  static final Recognizer RECOGNIZER =
      new Recognizer(
          "kr_rrn",
          "(?<![0-9])[0-9]"
              + Groups.next(5, 5)
              + Groups.GAP
              + "?[0-49]"
              + Groups.next(6, 6)
              + "(?![0-9])",
          160,
          CONTEXT.check(KoreanResident::strength),
          List.of(
              "제 번호는 ⟦900101-1234568⟧입니다",
              "주민등록번호 ⟦850315 2345674⟧",
              "rrn: ⟦9001011234568⟧,",
              "딸은 ⟦210305-3123456⟧예요",
              "주민번호: ⟦950712-1111111⟧",
              "resident registration number ⟦900101 - 1234568⟧",
              "주민번호 ⟦900101-\n1234568⟧"),
          List.of(
              "901301-1234568",
              "900230-1234561",
              "900101-5234568",
              "법인등록번호 110111-1234567",
              "주문번호 950712-1111111",
              "20900101-1234568",
              "1712051234567",
              "900101-123456",
              "900101-12345678"));

  private KoreanResident() {}

  private static Strength strength(Candidate candidate) {
    Groups groups = Groups.of(candidate);
    ResidentDigits resident = new ResidentDigits(groups.digits());
    if (!resident.plausible()) {
      return Strength.NONE;
    }
    boolean checked = resident.checked(11);
    return switch (groups.shape()) {
      case "6-7" ->
          checked ? Strength.GOOD : resident.bornWithoutCheck() ? Strength.FAIR : Strength.WEAK;
      case "13" -> checked && !resident.ambiguous() ? Strength.GOOD : Strength.WEAK;
      default -> Strength.WEAK;
    };
  }
}
