package dev.sluice.extproc.recognizer.financial;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.extproc.recognizer.ContextCheck;
import dev.sluice.extproc.recognizer.ContextCheck.Strength;
import dev.sluice.extproc.recognizer.DigitGroups;
import dev.sluice.extproc.recognizer.NumberLabel;
import dev.sluice.extproc.recognizer.Recognizer;
import dev.sluice.extproc.recognizer.phone.KoreanPhoneRecognizer;
import java.util.List;
import java.util.Set;

/**
 * A recognizer of accounts at Korean banks: ten to sixteen digits, which only words before them
 * identify.
 */
public final class KoreanBankAccountRecognizer {
  private static final int FEWEST = 10;
  private static final int MOST = 16;
  private static final int MOST_TOGETHER = 14;
  private static final int MOST_GROUPS = 5;
  private static final int MOST_IN_GROUP = 7;

  private static final ContextCheck CONTEXT =
      ContextCheck.of(
          Set.of(NumberLabel.ACCOUNT),
          Set.of(
              NumberLabel.PHONE,
              NumberLabel.CARD,
              NumberLabel.RESIDENT,
              NumberLabel.BUSINESS,
              NumberLabel.LICENCE,
              NumberLabel.FOREIGNER),
          "계좌",
          "통장",
          "입금",
          "송금",
          "이체",
          "account",
          "Account",
          "acct");

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "kr_bank_account",
          "(?<![0-9])[0-9]" + DigitGroups.nextDigits(9, 15) + "(?![0-9])",
          160,
          CONTEXT.check(KoreanBankAccountRecognizer::strength),
          List.of(
              "국민은행 ⟦123456-01-123456⟧으로 입금",
              "계좌번호 ⟦110-123-456789⟧",
              "카카오뱅크 ⟦3333-01-1234567⟧",
              "우리 ⟦1002-123-456789⟧ 홍길동",
              "account no: ⟦30212345678901⟧",
              "송금은 하나 ⟦123-456789-01234⟧로",
              """
              예금주\t계좌번호\t등록일
              김하나\t⟦110-123-456789⟧\t2024-01-02
              이두리\t⟦123456-01-123456⟧\t2024-01-03
              박세이\t⟦1002-123-456789⟧\t2024-01-04
              최네오\t⟦857242518359⟧\t2024-01-05\
              """),
          List.of(
              "123456-01-123456",
              "주문번호 110-123-456789",
              "계좌 개설 접수번호 1101234567890",
              "송장 30212345678901",
              "입금 안내 전화 02-123-4567",
              "은행 연락처 010-1234-5678",
              "품목,수량\n857242518359,2\n110123456789,3"));

  private KoreanBankAccountRecognizer() {}

  private static Strength strength(MatchCandidate candidate) {
    DigitGroups groups = DigitGroups.of(candidate);
    int count = groups.digits().count();
    if (count < FEWEST
        || count > MOST
        || !DigitGroups.startsGroups(candidate)
        || !isUsual(groups)
        || isDate(groups)) {
      return Strength.NONE;
    }
    boolean other = groups.shape().equals("2-6-2") || KoreanPhoneRecognizer.isMobile(groups);
    return other ? Strength.NONE : Strength.WEAK;
  }

  /**
   * Returns true for one group, for three to five groups of up to seven digits, or for two groups
   * in two lines.
   */
  private static boolean isUsual(DigitGroups groups) {
    return switch (groups.count()) {
      case 1 -> groups.length(0) <= MOST_TOGETHER;
      case 2 -> !groups.hasEvenGaps() || isPair(groups);
      default -> groups.count() <= MOST_GROUPS && areSmall(groups);
    };
  }

  private static boolean isPair(DigitGroups groups) {
    return groups.length(0) >= 3 && groups.length(1) >= 4 && !groups.shape().equals("6-7");
  }

  private static boolean areSmall(DigitGroups groups) {
    for (int i = 0; i < groups.count(); i++) {
      if (groups.length(i) > MOST_IN_GROUP) {
        return false;
      }
    }
    return groups.length(0) > 1 && groups.length(0) < MOST_IN_GROUP;
  }

  /** Returns true for a date, perhaps with a time. */
  private static boolean isDate(DigitGroups groups) {
    int century = groups.digits().number(0, 2);
    return (century == 19 || century == 20) && groups.shape().startsWith("4-2-2");
  }
}
