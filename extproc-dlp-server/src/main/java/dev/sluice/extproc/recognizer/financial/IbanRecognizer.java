package dev.sluice.extproc.recognizer.financial;

import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.DigitGroups;
import dev.sluice.extproc.recognizer.IbanGroups;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;

/**
 * A recognizer of international bank account numbers (ISO 13616): the country's length, and 1
 * modulo 97.
 */
public final class IbanRecognizer {
  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "iban",
          "(?i)(?<![0-9a-z])(?:"
              + IbanGroups.countries()
              + ")\\n?[0-9]\\n?[0-9](?:"
              + DigitGroups.GAP
              + "?[0-9a-z]){11,29}(?![0-9a-z])",
          96,
          MatchCheck.of(IbanRecognizer::holds),
          List.of(
              "IBAN ⟦DE89 3704 0044 0532 0130 00⟧로 송금",
              "⟦GB29NWBK60161331926819⟧",
              "to ⟦FR14-2004-1010-0505-0001-3M02-606⟧.",
              "⟦NL91ABNA0417164300⟧ BIC ABNANL2A",
              "iban=⟦ch9300762011623852957⟧",
              "⟦NO93 8601 1117 947⟧"),
          List.of(
              "DE89 3704 0044 0532 0130 01",
              "DE89370400440532013",
              "ZZ89 3704 0044 0532 0130 00",
              "GB29 NWBK 6016 1331 9268 18",
              "AB12CD34EF56GH78",
              "xDE89370400440532013000"));

  private IbanRecognizer() {}

  private static boolean holds(byte[] text, int from, int to) {
    StringBuilder plain = new StringBuilder();
    for (int i = from; i < to; i++) {
      byte value = text[i];
      if (IbanGroups.isAlphanumeric(value)) {
        plain.append(Character.toUpperCase((char) value));
      }
    }
    return plain.length() == IbanGroups.length(plain.substring(0, 2)) && rest(plain) == 1;
  }

  /** Returns the number modulo 97 after moving its first four characters to the end. */
  private static int rest(CharSequence plain) {
    int rest = 0;
    for (int i = 0; i < plain.length(); i++) {
      int value = Character.digit(plain.charAt((i + 4) % plain.length()), 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest;
  }
}
