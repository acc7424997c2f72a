package dev.sluice.extproc.recognizer.person;

import dev.sluice.extproc.recognizer.Recognizer.CandidatePattern;
import java.util.regex.Pattern;

/** The form of addresses in English: a number, a street and its type, perhaps a city. */
final class EnglishAddress {
  private static final String TYPE =
      "(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Terrace"
          + "|Square|Parkway|Pkwy|Circle|Cir|Highway|Hwy|Way|Close|Crescent)(?![A-Za-z])\\.?";

  private static final String UNIT =
      "(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|Flat|#)\\.? ?#?[0-9A-Z]{1,5})?";

  private static final String CITY = "[A-Z][a-z]+\\.?(?: [A-Z][a-z]+){0,2}";

  private static final String CODE =
      "(?:[A-Z]{2}(?:,? [0-9]{5}(?:-[0-9]{4})?)?|[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2})";

  /** A pattern of an address in one line or two. */
  static final CandidatePattern STREET =
      new CandidatePattern(
          "(?<![0-9A-Za-z.,-])[0-9]{1,5}[A-Z]? (?:(?:[NSEW]|North|South|East|West)\\.? )?"
              + "(?:(?:[A-Z][a-z]+|[0-9]+(?:st|nd|rd|th))\\.? ){1,3}"
              + TYPE
              + UNIT
              + "(?:,?[ \\n]"
              + CITY
              + ",? "
              + CODE
              + "(?![A-Za-z0-9]))?",
          180);

  /** A pattern of a post office box. */
  static final CandidatePattern BOX =
      new CandidatePattern("(?i:p\\.? ?o\\.? box) [0-9]{1,6}(?![0-9])", 24);

  /** The bytes behind a street in which its city and code are. */
  static final int LONGEST_CITY = 64;

  private static final Pattern WHOLE =
      Pattern.compile(
          ".*(?: [A-Z]{2},? \\d{5}(?:-\\d{4})?| [A-Z]{2}| \\d[A-Z]{2})", Pattern.DOTALL);

  private static final Pattern WITH_UNIT =
      Pattern.compile(
          ".*(?:Apt|Apartment|Suite|Ste|Unit|Floor|Flat|#)\\.? ?#?[0-9A-Z]{1,5}.*", Pattern.DOTALL);

  private static final Pattern CONTINUED =
      Pattern.compile(
          "(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|Flat|#)\\.? ?#?[0-9A-Z]|,?[ \\n]"
              + CITY
              + ",? "
              + CODE
              + "(?![A-Za-z0-9])).*",
          Pattern.DOTALL);

  private static final Pattern OPEN =
      Pattern.compile("[.]?,?(?:[ \\n](?:[A-Z#].*)?)?", Pattern.DOTALL);

  private EnglishAddress() {}

  /** Returns true if an address has a unit, or a city with its code. */
  static boolean isWhole(String address) {
    return WHOLE.matcher(address).matches() || WITH_UNIT.matcher(address).matches();
  }

  /** Returns true if a unit, or a city with its code, is directly behind a street. */
  static boolean continuesWith(String behind) {
    return CONTINUED.matcher(behind).matches();
  }

  /** Returns true if more text may turn the words behind a street into a unit or city. */
  static boolean mayContinueWith(String behind) {
    return OPEN.matcher(behind).matches();
  }
}
