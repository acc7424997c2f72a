package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.MatchCheck;
import java.util.List;

/**
 * Numbers of payment cards (ISO/IEC 7812): 13 to 19 digits, alone or in groups, with a right check
 * digit.
 */
final class PaymentCard {
  private static final int FEWEST = 13;
  private static final int MOST = 19;

  static final Recognizer RECOGNIZER =
      new Recognizer(
          "card",
          "(?<![0-9])[2-69][0-9](?:[ -]?[0-9]){11,17}(?![0-9])",
          2 * MOST,
          MatchCheck.of(PaymentCard::holds),
          List.of("결제 카드 ⟦4111 1111 1111 1111⟧로", "no. ⟦5500-0055-5555-5559⟧ 12/27"),
          List.of("4111 1111 1111 1112", "1700000000000"));

  private PaymentCard() {}

  private static boolean holds(byte[] text, int from, int to) {
    Digits digits = Digits.of(text, from, to);
    return digits.count() >= FEWEST
        && digits.count() <= MOST
        && !digits.allEqual()
        && digits.luhn();
  }
}
