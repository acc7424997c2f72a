package dev.sluice.extproc.recognizer;

import dev.sluice.extproc.recognizer.Context.Strength;
import java.util.List;
import java.util.Set;

/** Korean passports: a letter and eight digits, since December 2021 with a letter among them. */
final class KoreanPassport {
  private static final Context CONTEXT =
      Context.of(
          Set.of(Label.PASSPORT),
          Set.of(Label.PHONE, Label.CARD, Label.ACCOUNT, Label.RESIDENT, Label.LICENCE),
          "여권",
          "passport");

  static final Recognizer RECOGNIZER =
      new Recognizer(
          "kr_passport",
          // No space behind the letter: "it's " ends with such a one.
          "(?i)(?<![0-9a-z])[mrsgdo][._/·-]?[0-9]"
              + Groups.next(2, 2)
              + "(?:"
              + Groups.next(5, 5)
              + "|"
              + Groups.GAP
              + "?[a-z]"
              + Groups.next(4, 4)
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

  private KoreanPassport() {}
}
