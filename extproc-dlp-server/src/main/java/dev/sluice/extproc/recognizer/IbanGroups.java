package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The lengths of IBANs by country, and their groups of four characters. */
public final class IbanGroups {
  /** The number of characters that are usually written together. */
  private static final int GROUP = 4;

  private static final Map<String, Integer> LENGTHS =
      lengths(
          "NO15 BE16 DK18 FI18 FO18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20"
              + " CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 AE23 GI23 IL23"
              + " IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25"
              + " PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28"
              + " DO28 GT28 HN28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 JO30 KW30 MU30 YE30"
              + " FK18 MN20 MT31 SC31 LC32 RU33 UA29 VA22");

  private IbanGroups() {}

  /** Returns true if the candidate continues an IBAN that begins before it. */
  static boolean beginsBefore(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int at = candidate.from();
    while (at - GROUP > candidate.contextFrom()
        && isGap(text[at - 1])
        && isGroup(text, at - 1 - GROUP)) {
      at -= GROUP + 1;
      if (AsciiText.isDigit(text[at + 2])
          && AsciiText.isDigit(text[at + 3])
          && LENGTHS.containsKey(new String(text, at, 2, StandardCharsets.ISO_8859_1))) {
        return at == candidate.contextFrom() || !isAlphanumeric(text[at - 1]);
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

  public static boolean isAlphanumeric(byte value) {
    return AsciiText.isDigit(value) || AsciiText.isUpper(value) || AsciiText.isLower(value);
  }

  /** Returns the country codes as alternatives of a pattern; a line may end between the letters. */
  public static String countries() {
    return LENGTHS.keySet().stream()
        .sorted()
        .map(country -> country.charAt(0) + "\\n?" + country.charAt(1))
        .collect(Collectors.joining("|"));
  }

  /** Returns the length of a country's IBANs; -1 if the country has none. */
  public static int length(String country) {
    return LENGTHS.getOrDefault(country, -1);
  }

  private static Map<String, Integer> lengths(String table) {
    Map<String, Integer> lengths = new HashMap<>();
    for (String entry : table.split(" ", -1)) {
      lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
    }
    return Map.copyOf(lengths);
  }
}
