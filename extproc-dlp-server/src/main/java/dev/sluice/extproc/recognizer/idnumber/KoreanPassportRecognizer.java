package dev.sluice.extproc.recognizer.idnumber;

import dev.sluice.extproc.recognizer.ContextCheck;
import dev.sluice.extproc.recognizer.ContextCheck.Strength;
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
      ContextCheck.of(
          Set.of(NumberLabel.PASSPORT),
          Set.of(
              NumberLabel.PHONE,
              NumberLabel.CARD,
              NumberLabel.ACCOUNT,
              NumberLabel.RESIDENT,
              NumberLabel.LICENCE),
          "여권",
          "passport");

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "kr_passport",
          // No space may follow the letter, because "it's " would match.
          "(?i)(?<![0-9a-z])[mrsgdo][._/·-]?[0-9]"
              + DigitGroups.nextDigits(2, 2)
              + "(?:"
              + DigitGroups.nextDigits(5, 5)
              + "|"
              + DigitGroups.GAP
              + "?[a-z]"
              + DigitGroups.nextDigits(4, 4)
              + ")(?![0-9a-z])",
          160,
          CONTEXT.check(candidate -> Strength.WEAK),
          List.of(
              "여권번호는 ⟦M12345678⟧입니다",
              "새 여권 ⟦M123A4567⟧로",
              "passport no. ⟦S87654321⟧",
              "passportNumber: \"⟦M70123456⟧\"",
              "여권 ⟦M123 4567 8⟧",
              "Passport: ⟦m123b4567⟧"),
          List.of(
              "M12345678",
              "모델명 M12345678",
              "여권 신청 접수번호 M12345678",
              "여권 M1234567",
              "passport M123456789",
              "여권 X12345678"));

  private KoreanPassportRecognizer() {}
}
