package dev.sluice.extproc.recognizer.phone;

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
 * A recognizer of Korean telephone numbers: mobile, area, service and nationwide numbers, and
 * numbers as dialled from abroad. Nationwide and free numbers with the label of a company's public
 * telephone are no personal data.
 */
public final class KoreanPhoneRecognizer {
  private static final ContextCheck CONTEXT =
      ContextCheck.of(
          Set.of(NumberLabel.PHONE, NumberLabel.PUBLIC_PHONE, NumberLabel.SWITCHBOARD),
          Set.of(NumberLabel.CARD, NumberLabel.ACCOUNT, NumberLabel.RESIDENT, NumberLabel.BUSINESS),
          "전화",
          "연락",
          "휴대폰",
          "통화",
          "문자",
          "보냈",
          "call",
          "phone",
          "dial",
          "text me");

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "phone_kr",
          "(?<![0-9+])(?:(?:\\+|00"
              + DigitGroups.GAP
              + "?)?82\\)?"
              + DigitGroups.GAP
              + "?(?:\\(0?\\)?)?0?|0)"
              + DigitGroups.GAP
              + "?[1-8](?:\\)?"
              + DigitGroups.NEXT_DIGIT
              + "){6,11}(?![0-9A-Za-z])"
              + "|(?<![0-9+])1[568]"
              + DigitGroups.nextDigits(6, 6)
              + "(?![0-9])",
          176,
          CONTEXT.check(KoreanPhoneRecognizer::strength),
          List.of(
              "제 번호는 ⟦010-1234-5678⟧이에요",
              "⟦02-123-4567⟧ 또는 ⟦031) 1234-5678⟧",
              "⟦+82 10-1234-5678⟧ and ⟦+82-2-123-4567⟧",
              "회사 전화 ⟦1588-1234⟧로",
              "phone=⟦01012345678⟧",
              "⟦010 - 1234 - 5678⟧, ⟦070.1234.5678⟧"),
          List.of(
              "주문번호 010-1234-5678",
              "1588-1234",
              "고객센터 1588-1234, 수신자부담 080-123-4567",
              "customer service at 1644-1234",
              "문의 1577-1234",
              "대표전화 02-3456-7890, 고객센터: 031-123-4567",
              "전화번호 010-0000-0000 형식으로 입력",
              "010-1234-56789",
              "2024-010-1234-5678",
              "09-1234-5678",
              "관리 번호 021234567"));

  private KoreanPhoneRecognizer() {}

  /**
   * Returns true if these are the groups of a mobile number, or an assigned mobile number without
   * groups.
   */
  public static boolean isMobile(DigitGroups groups) {
    DecimalDigits digits = groups.digits();
    return digits.at(0) == 0
        && digits.at(1) == 1
        && (groups.shape().equals("3-4-4") || (groups.shape().equals("11") && digits.at(2) == 0));
  }

  /** Returns true if the number can be dialled within Korea. */
  static boolean isNumber(DigitGroups groups) {
    return groups.digits().at(0) == 0
        && (groups.isUngrouped() || inGroups(groups, 1))
        && KoreanAreaCodes.isPlausible(groups.digits(), 1);
  }

  /** The code of numbers that are free for callers. */
  private static final int FREE = 80;

  private static Strength strength(MatchCandidate candidate) {
    DigitGroups groups = DigitGroups.of(candidate);
    DecimalDigits digits = groups.digits();
    if (isPublic(candidate, digits)) {
      return Strength.NONE;
    }
    if (digits.at(0) == 1) {
      boolean usual = groups.shape().equals("4-4") || groups.shape().equals("8");
      return usual && DigitGroups.startsGroups(candidate) ? Strength.WEAK : Strength.NONE;
    }
    int code = digits.at(0) == 8 ? 2 : digits.at(1) == 0 ? 4 : 0;
    int area = digits.at(code) == 0 ? code + 1 : code;
    if (!KoreanAreaCodes.isPlausible(digits, area) || isPlaceholder(digits)) {
      return Strength.NONE;
    }
    if (candidate.text()[candidate.from()] == '+') {
      return Strength.GOOD;
    }
    boolean usual = groups.isUngrouped() ? digits.at(area) == 1 : inGroups(groups, area);
    if (usual && groups.hasEvenGaps() && code != 2) {
      return Strength.GOOD;
    }
    if (code == 0 ? groups.isUngrouped() : usual && !groups.isUngrouped()) {
      return Strength.FAIR;
    }
    boolean written = usual || groups.isUngrouped() || groups.areInFours() || !groups.hasEvenGaps();
    return written ? Strength.WEAK : Strength.NONE;
  }

  /**
   * Returns true for a number that a company publishes: a nationwide or free number with the label
   * of one in its sentence, or a number of an area directly behind such a label.
   */
  private static boolean isPublic(MatchCandidate candidate, DecimalDigits digits) {
    boolean ofCompanies = digits.at(0) == 1 || digits.number(0, 3) == FREE;
    boolean mobile = digits.at(digits.at(0) == 8 ? 2 : 1) == 1;
    return ofCompanies
        ? ContextCheck.isLabelled(
            candidate,
            Set.of(NumberLabel.PUBLIC_PHONE, NumberLabel.SWITCHBOARD, NumberLabel.INQUIRY))
        : !mobile && ContextCheck.isDirectlyBehind(candidate, Set.of(NumberLabel.SWITCHBOARD));
  }

  /** Returns true if the four digits before the last four are zeros, as in forms and examples. */
  private static boolean isPlaceholder(DecimalDigits digits) {
    return digits.count() > 8 && digits.number(digits.count() - 8, digits.count() - 4) == 0;
  }

  /** Returns true if the groups are the usual ones: area, exchange, line. */
  private static boolean inGroups(DigitGroups groups, int area) {
    String shape = groups.shape();
    boolean line = shape.endsWith("-3-4") || shape.endsWith("-4-4");
    int first = shape.charAt(0) - '0';
    return line
        && (area != 1
            || (shape.length() == 5
                && (groups.digits().at(1) == 2
                    ? first == 2
                    : first == 3 || (first == 4 && groups.digits().number(1, 3) == 50))));
  }
}
