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
 * A recognizer of Korean passport numbers: a letter and eight digits, since December 2021 with a
 * second letter.
 */
public final class KoreanPassportRecognizer {
  private static final ContextCheck CONTEXT =
      ContextCheck.of(Set.of(NumberLabel.PASSPORT), Set.of(), "여권", "passport", "Passport", "pspt");

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "kr_passport",
          // A space may follow a capital only, because "it's " would match.
          "(?<![0-9A-Za-z])(?:[MRSGDO] ?|[MRSGDOmrsgdo][._/·-]?)[0-9]"
              + DigitGroups.nextDigits(2, 2)
              + "(?:"
              + DigitGroups.nextDigits(5, 5)
              + "|"
              + DigitGroups.GAP
              + "?[A-Za-z]"
              + DigitGroups.nextDigits(4, 4)
              + ")(?![0-9A-Za-z])",
          160,
          CONTEXT.check(KoreanPassportRecognizer::strength),
          List.of(
              "여권번호는 ⟦M12345678⟧입니다",
              "새 여권 ⟦M123A4567⟧로",
              "passport no. ⟦S87654321⟧",
              "passportNumber: \"⟦M70123456⟧\"",
              "여권 ⟦M123 4567 8⟧, ⟦M 12345678⟧",
              "Passport: ⟦m123b4567⟧"),
          List.of(
              "S12345678",
              "M20241126",
              "모델명 M12345678",
              "여권 신청 접수번호 M12345678",
              "여권 M1234567",
              "passport M123456789",
              "여권 X12345678"));

  private KoreanPassportRecognizer() {}

  /** The number of characters without gaps. */
  private static final int LENGTH = 9;

  /** Ordinary passports begin with M; eight digits behind it may also be a date. */
  private static Strength strength(MatchCandidate candidate) {
    boolean ordinary =
        candidate.text()[candidate.from()] == 'M'
            && candidate.to() - candidate.from() == LENGTH
            && !isDate(DecimalDigits.of(candidate.text(), candidate.from(), candidate.to()));
    return ordinary ? Strength.FAIR : Strength.WEAK;
  }

  private static boolean isDate(DecimalDigits digits) {
    int century = digits.number(0, 2);
    return (century == 19 || century == 20) && digits.count() > 4 && digits.number(4, 6) <= 12;
  }
}
