package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import dev.sluice.extproc.recognizer.Context.Strength;
import java.util.List;
import java.util.Set;

/** Telephone numbers of other countries, international (E.164) or as written in their country. */
final class ForeignPhone {
  private static final Context CONTEXT =
      Context.of(
          Set.of(Label.PHONE),
          Set.of(Label.CARD, Label.ACCOUNT, Label.RESIDENT, Label.BUSINESS, Label.US_SSN),
          "전화",
          "연락",
          "휴대폰",
          "통화",
          "문자",
          "call",
          "phone",
          "dial",
          "text me");

  private static final String MORE = "(?:\\)?" + Groups.GAP + "?\\(?[0-9])";

  static final Recognizer RECOGNIZER =
      new Recognizer(
          "phone_intl",
          "(?<![0-9+])(?:\\+[1-9]"
              + MORE
              + "{6,15}|[3689]"
              + MORE
              + "{7}|[0-9]"
              + MORE
              + "{8,15})(?![0-9])",
          192,
          CONTEXT.check(ForeignPhone::strength),
          List.of(
              "call ⟦+1 (212) 555-0123⟧ now",
              "⟦+44 (0)20 7946 0958⟧로 전화",
              "tel. (⟦415) 555-2671⟧",
              "⟦212-555-0187⟧",
              "일본 ⟦090-1234-5678⟧, 중국 ⟦138 1234 5678⟧",
              "Tél. ⟦01 42 68 53 00⟧",
              "mobile: ⟦07911 123456⟧",
              "Telefon ⟦030 12345678⟧",
              "⟦+65 9123 4567⟧"),
          List.of(
              "+82 10-1234-5678",
              "+999 123 456 789",
              "2125550187",
              "order no. 212-555-0187",
              "010-1234-5678",
              "9123 4567",
              "2024-01-01 12",
              "+1 212 555"));

  private ForeignPhone() {}

  private static Strength strength(Candidate candidate) {
    Groups groups = Groups.of(candidate);
    Digits digits = groups.digits();
    if (candidate.text()[candidate.from()] == '+') {
      return international(candidate, digits);
    }
    if (groups.withDate()) {
      return Strength.NONE;
    }
    if (digits.at(0) == 0 && candidate.text()[candidate.from() + 1] == '0') {
      boolean foreign = digits.at(2) != 0 && digits.number(2, 4) != 82;
      return foreign && (CallingCodes.plausible(digits, 2) || CallingCodes.plausible(digits, 3))
          ? groups.bare() ? Strength.WEAK : Strength.FAIR
          : Strength.NONE;
    }
    if (KoreanPhone.isNumber(groups) || !Groups.beginsGroups(candidate)) {
      return Strength.NONE;
    }
    int before = candidate.from() - 1;
    boolean inBrackets = before >= candidate.first() && candidate.text()[before] == '(';
    Strength strength = NationalPhone.strength(groups);
    boolean area = inBrackets && strength == Strength.WEAK && !groups.bare();
    return area ? Strength.FAIR : strength;
  }

  private static Strength international(Candidate candidate, Digits digits) {
    if (digits.number(0, 2) == 82) {
      return Strength.NONE;
    }
    int trunk = trunk(candidate);
    Digits dialled = trunk < 0 ? digits : digits.without(trunk);
    return CallingCodes.plausible(dialled, 0) ? Strength.GOOD : Strength.NONE;
  }

  /** Which digit is the trunk prefix in {@code (0)}; negative if none is. */
  private static int trunk(Candidate candidate) {
    byte[] text = candidate.text();
    int digit = 0;
    for (int i = candidate.from(); i + 2 < candidate.to(); i++) {
      if (text[i] == '(' && text[i + 1] == '0' && text[i + 2] == ')') {
        return digit;
      }
      digit += Ascii.isDigit(text[i]) ? 1 : 0;
    }
    return -1;
  }
}
