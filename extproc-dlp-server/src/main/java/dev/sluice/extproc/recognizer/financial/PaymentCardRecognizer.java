package dev.sluice.extproc.recognizer.financial;

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
 * A recognizer of payment card numbers (ISO/IEC 7812): a brand's prefix and length, with or without
 * groups, and a valid check digit.
 */
public final class PaymentCardRecognizer {
  private static final Set<String> SHAPES =
      Set.of(
          "4-4-4-4",
          "8-8",
          "4-8-4",
          "4-4-8",
          "8-4-4",
          "4-12",
          "12-4",
          "4-6-5",
          "4-6-4",
          "4-4-4-2",
          "4-4-4-3",
          "4-4-4-1",
          "4-4-4-4-3",
          "4-4-4-4-2",
          "4-4-4-4-1",
          "6-13",
          "6-10",
          "4-4-5");

  private static final ContextCheck CONTEXT =
      ContextCheck.of(
          Set.of(NumberLabel.CARD),
          Set.of(NumberLabel.PHONE, NumberLabel.ACCOUNT),
          "카드",
          "유효",
          "card",
          "Card",
          "exp");

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "card",
          "(?<![0-9])[2-689]" + DigitGroups.nextDigits(11, 18) + "(?![0-9])",
          176,
          CONTEXT.check(PaymentCardRecognizer::strength),
          List.of(
              "결제 카드 ⟦4111 1111 1111 1111⟧로",
              "no. ⟦5500-0055-5555-5559⟧ 12/27",
              "⟦378282246310005⟧",
              "⟦3782.822463.10005⟧",
              "⟦2221000000000009⟧ ⟦36227206271667⟧",
              "⟦6200000000000005⟧ / ⟦9411 1111 1111 1117⟧"),
          List.of(
              "4111 1111 1111 1112",
              "1700000000000",
              "주문번호 4111111111111111",
              "4111 1111 1111",
              "4444444444444444",
              "7111 1111 1111 1116",
              "35 1234 5678 9012 345"));

  private PaymentCardRecognizer() {}

  private static Strength strength(MatchCandidate candidate) {
    DigitGroups groups = DigitGroups.of(candidate);
    DecimalDigits digits = groups.digits();
    if (digits.allEqual() || !digits.luhn()) {
      return Strength.NONE;
    }
    Strength brand = brand(digits);
    if (groups.isUngrouped()) {
      return brand;
    }
    if (SHAPES.contains(groups.shape())) {
      return brand;
    }
    return !groups.hasEvenGaps() && brand != Strength.NONE ? Strength.WEAK : Strength.NONE;
  }

  /** Returns the strength: whether a brand has numbers with this prefix and length. */
  private static Strength brand(DecimalDigits digits) {
    int count = digits.count();
    int four = digits.number(0, 4);
    int two = four / 100;
    boolean known =
        switch (four / 1000) {
          case 2 -> four >= 2221 && four <= 2720 && count == 16;
          case 3 ->
              ((two == 34 || two == 37) && count == 15)
                  || (two == 35 && four >= 3528 && count == 16)
                  || ((two == 36 || two == 38 || two == 39 || (two == 30 && four <= 3059))
                      && (count == 14 || count == 16));
          case 4 -> count == 13 || count == 16 || count == 19;
          case 5 -> two >= 51 && two <= 55 && count == 16;
          case 6 -> count >= 16;
          case 8 -> two == 81 && count >= 16;
          case 9 -> count == 16;
          default -> false;
        };
    boolean maestro = two == 50 || (two >= 56 && two <= 58) || two / 10 == 6;
    return known ? Strength.GOOD : maestro ? Strength.WEAK : Strength.NONE;
  }
}
