package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import dev.sluice.common.match.MatchCheck;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** International bank account numbers (ISO 13616): of the country's length, 1 modulo 97. */
final class Iban {
  /** How many characters are usually written together. */
  private static final int GROUP = 4;

  private static final Map<String, Integer> LENGTHS =
      lengths(
          "NO15 BE16 DK18 FI18 FO18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20"
              + " CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 AE23 GI23 IL23"
              + " IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25"
              + " PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28"
              + " DO28 GT28 HN28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 JO30 KW30 MU30 YE30"
              + " FK18 MN20 MT31 SC31 LC32 RU33 UA29 VA22");

  static final Recognizer RECOGNIZER =
      new Recognizer(
          "iban",
          "(?i)(?<![0-9a-z])(?:"
              + countries()
              + ")\\n?[0-9]\\n?[0-9](?:"
              + Groups.GAP
              + "?[0-9a-z]){11,29}(?![0-9a-z])",
          96,
          MatchCheck.of(Iban::holds),
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

  private Iban() {}

  /** Whether the candidate is made of further groups of what begins as such a number does. */
  static boolean beginsBefore(Candidate candidate) {
    byte[] text = candidate.text();
    int at = candidate.from();
    while (at - GROUP > candidate.first() && isGap(text[at - 1]) && isGroup(text, at - 1 - GROUP)) {
      at -= GROUP + 1;
      if (Ascii.isDigit(text[at + 2])
          && Ascii.isDigit(text[at + 3])
          && LENGTHS.containsKey(new String(text, at, 2, StandardCharsets.ISO_8859_1))) {
        return at == candidate.first() || !isAlphanumeric(text[at - 1]);
      }
    }
    return false;
  }

  private static boolean isGap(byte value) {
    return value == ' ' || value == '-';
  }

  private static boolean isGroup(byte[] text, int from) {
    return isAlphanumeric(text[from])
        && isAlphanumeric(text[from + 1])
        && isAlphanumeric(text[from + 2])
        && isAlphanumeric(text[from + 3]);
  }

  private static boolean isAlphanumeric(byte value) {
    return Ascii.isDigit(value) || Ascii.isUpper(value) || Ascii.isLower(value);
  }

  /** As alternatives; a line may end between the letters. */
  private static String countries() {
    return LENGTHS.keySet().stream()
        .sorted()
        .map(country -> country.charAt(0) + "\\n?" + country.charAt(1))
        .collect(Collectors.joining("|"));
  }

  private static Map<String, Integer> lengths(String table) {
    Map<String, Integer> lengths = new HashMap<>();
    for (String entry : table.split(" ", -1)) {
      lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
    }
    return Map.copyOf(lengths);
  }

  private static boolean holds(byte[] text, int from, int to) {
    StringBuilder plain = new StringBuilder();
    for (int i = from; i < to; i++) {
      byte value = text[i];
      if (isAlphanumeric(value)) {
        plain.append(Character.toUpperCase((char) value));
      }
    }
    return plain.length() == LENGTHS.getOrDefault(plain.substring(0, 2), -1) && rest(plain) == 1;
  }

  /** What is left of it modulo 97, the first four characters put last. */
  private static int rest(CharSequence plain) {
    int rest = 0;
    for (int i = 0; i < plain.length(); i++) {
      int value = Character.digit(plain.charAt((i + 4) % plain.length()), 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest;
  }
}
