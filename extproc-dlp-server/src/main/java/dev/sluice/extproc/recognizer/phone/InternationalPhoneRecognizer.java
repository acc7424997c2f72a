package dev.sluice.extproc.recognizer.phone;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.extproc.recognizer.AsciiText;
import dev.sluice.extproc.recognizer.ContextCheck;
import dev.sluice.extproc.recognizer.ContextCheck.Strength;
import dev.sluice.extproc.recognizer.DecimalDigits;
import dev.sluice.extproc.recognizer.DigitGroups;
import dev.sluice.extproc.recognizer.NumberLabel;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;
import java.util.Set;

/**
 * A recognizer of telephone numbers outside Korea, in international form (E.164) or in that of
 * their country.
 */
public final class InternationalPhoneRecognizer {
  private static final ContextCheck CONTEXT =
      ContextCheck.of(
          Set.of(NumberLabel.PHONE, NumberLabel.PUBLIC_PHONE),
          Set.of(
              NumberLabel.CARD,
              NumberLabel.ACCOUNT,
              NumberLabel.RESIDENT,
              NumberLabel.BUSINESS,
              NumberLabel.US_SSN),
          "전화",
          "연락",
          "휴대폰",
          "통화",
          "문자",
          "call",
          "phone",
          "dial",
          "text me");

  private static final String MORE = "(?:\\)?" + DigitGroups.GAP + "?\\(?[0-9])";

  public static final Recognizer RECOGNIZER =
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
          CONTEXT.check(InternationalPhoneRecognizer::strength),
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

  private static final Set<Integer> FREE = Set.of(800, 888, 877, 866, 855, 844, 833);

  private InternationalPhoneRecognizer() {}

  /** Returns true for numbers of the North American plan that are free for callers. */
  private static boolean isFree(DecimalDigits digits) {
    int code = digits.at(0) == 1 ? digits.number(1, 4) : digits.number(0, 3);
    return FREE.contains(code);
  }

  private static Strength strength(MatchCandidate candidate) {
    DigitGroups groups = DigitGroups.of(candidate);
    DecimalDigits digits = groups.digits();
    if (isFree(digits) && ContextCheck.isLabelled(candidate, Set.of(NumberLabel.PUBLIC_PHONE))) {
      return Strength.NONE;
    }
    if (candidate.text()[candidate.from()] == '+') {
      return international(candidate, digits);
    }
    if (groups.containDate()) {
      return Strength.NONE;
    }
    if (digits.at(0) == 0 && candidate.text()[candidate.from() + 1] == '0') {
      boolean foreign = digits.at(2) != 0 && digits.number(2, 4) != 82;
      return foreign && (CallingCodes.isPlausible(digits, 2) || CallingCodes.isPlausible(digits, 3))
          ? groups.isUngrouped() ? Strength.WEAK : Strength.FAIR
          : Strength.NONE;
    }
    if (KoreanPhoneRecognizer.isNumber(groups) || !DigitGroups.startsGroups(candidate)) {
      return Strength.NONE;
    }
    int before = candidate.from() - 1;
    boolean inBrackets = before >= candidate.contextFrom() && candidate.text()[before] == '(';
    Strength strength = NationalPhoneFormats.strength(groups);
    boolean area = inBrackets && strength == Strength.WEAK && !groups.isUngrouped();
    return area ? Strength.FAIR : strength;
  }

  private static Strength international(MatchCandidate candidate, DecimalDigits digits) {
    if (digits.number(0, 2) == 82) {
      return Strength.NONE;
    }
    int trunk = trunk(candidate);
    DecimalDigits dialled = trunk < 0 ? digits : digits.without(trunk);
    return CallingCodes.isPlausible(dialled, 0) ? Strength.GOOD : Strength.NONE;
  }

  /** Returns the index of the trunk prefix in {@code (0)}; negative if there is none. */
  private static int trunk(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int digit = 0;
    for (int i = candidate.from(); i + 2 < candidate.to(); i++) {
      if (text[i] == '(' && text[i + 1] == '0' && text[i + 2] == ')') {
        return digit;
      }
      digit += AsciiText.isDigit(text[i]) ? 1 : 0;
    }
    return -1;
  }
}
