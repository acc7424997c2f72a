package dev.sluice.extproc.recognizer.idnumber;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.ContextCheck;
import dev.sluice.extproc.recognizer.ContextCheck.Strength;
import dev.sluice.extproc.recognizer.DigitGroups;
import dev.sluice.extproc.recognizer.NumberLabel;
import dev.sluice.extproc.recognizer.Recognizer;
import dev.sluice.extproc.recognizer.WeakerCheck;
import java.util.List;
import java.util.Set;

/** A recognizer of Korean resident registration numbers: YYMMDD-SNNNNNN. */
public final class KoreanResidentNumberRecognizer {
  private static final ContextCheck CONTEXT =
      ContextCheck.of(
          Set.of(NumberLabel.RESIDENT),
          Set.of(NumberLabel.ACCOUNT, NumberLabel.CARD),
          "주민",
          "resident",
          "Resident",
          "RRN",
          "rrn",
          "national ID");

  private static final Recognizer.CandidatePattern PATTERN =
      new Recognizer.CandidatePattern(
          "(?<![0-9])[0-9]"
              + DigitGroups.nextDigits(5, 5)
              + DigitGroups.GAP
              + "?[0-49]"
              + DigitGroups.nextDigits(6, 6)
              + "(?![0-9])",
          160);

  private static final MatchCheck CERTAIN = CONTEXT.check(KoreanResidentNumberRecognizer::strength);

  public static final Recognizer RECOGNIZER =
      new Recognizer(
              "kr_rrn",
              List.of(PATTERN),
              CERTAIN,
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
                  "900101-12345678"))
          .with(
              new Recognizer.Detection(
                  Confidence.MEDIUM,
                  List.of(PATTERN),
                  WeakerCheck.below(
                      CERTAIN, CONTEXT.check(candidate -> unlabelled(candidate, "6-7"))),
                  List.of("손님 ⟦950712-1111111⟧ 확인", "⟦900101-1234567⟧"),
                  List.of(
                      "주민번호: 950712-1111111",
                      "900101-1234568",
                      "주문번호 950712-1111111",
                      "901301-1234567")))
          .with(
              new Recognizer.Detection(
                  Confidence.LOW,
                  List.of(PATTERN),
                  WeakerCheck.below(
                      CERTAIN, CONTEXT.check(candidate -> unlabelled(candidate, "13"))),
                  List.of("손님 ⟦9507121111111⟧ 확인"),
                  List.of("9001011234568", "주문번호 9507121111111", "1712051234567890")));

  private KoreanResidentNumberRecognizer() {}

  /** Returns the strength of a possible number in one form. Its check digit does not count. */
  private static Strength unlabelled(MatchCandidate candidate, String shape) {
    DigitGroups groups = DigitGroups.of(candidate);
    ResidentNumberDigits resident = new ResidentNumberDigits(groups.digits());
    return resident.isPlausibleBirth() && groups.shape().equals(shape)
        ? Strength.FAIR
        : Strength.NONE;
  }

  private static Strength strength(MatchCandidate candidate) {
    DigitGroups groups = DigitGroups.of(candidate);
    ResidentNumberDigits resident = new ResidentNumberDigits(groups.digits());
    if (!resident.isPlausibleBirth()) {
      return Strength.NONE;
    }
    boolean checked = resident.hasCheckDigit(11);
    return switch (groups.shape()) {
      case "6-7" ->
          checked
              ? Strength.GOOD
              : resident.issuedWithoutCheckDigit() ? Strength.FAIR : Strength.WEAK;
      case "13" -> checked && !resident.isAmbiguous() ? Strength.GOOD : Strength.WEAK;
      default -> Strength.WEAK;
    };
  }
}
