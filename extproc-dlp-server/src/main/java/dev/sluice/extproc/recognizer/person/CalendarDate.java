package dev.sluice.extproc.recognizer.person;

import dev.sluice.extproc.recognizer.AsciiText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A date as people write it: in digits, with Korean units, or with the name of a month. */
final class CalendarDate {
  private static final String MONTH =
      "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

  /** A pattern of the digits of a date, with the units of Korean. */
  static final String DIGITS =
      "(?:(?:19|20)?[0-9]{2}(?:[-./] ?|년 ?)[0-9]{1,2}(?:[-./] ?|월 ?)[0-9]{1,2}일?"
          + "|[0-9]{1,2}[-./][0-9]{1,2}[-./](?:19|20)[0-9]{2}"
          + "|(?:19|20)?[0-9]{6})";

  /** A pattern of a date with the name of a month. */
  static final String NAMED =
      "(?:"
          + MONTH
          + "\\.? [0-9]{1,2}(?:st|nd|rd|th)?,? (?:19|20)[0-9]{2}"
          + "|[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?"
          + MONTH
          + "\\.?,? (?:19|20)[0-9]{2})";

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final int EARLIEST = 1880;
  private static final int LATEST = 2035;
  private static final int MOST_DAYS = 31;
  private static final int MOST_MONTHS = 12;
  private static final int YEAR_DIGITS = 4;

  private CalendarDate() {}

  /** Returns the start of the date that ends a candidate: of its first digit or month. */
  static int start(byte[] text, int from, int to) {
    int at = from;
    while (at < to && !AsciiText.isDigit(text[at])) {
      at++;
    }
    int word = at;
    while (word > from && (text[word - 1] == ' ' || text[word - 1] == '.')) {
      word--;
    }
    int begin = word;
    while (begin > from && Character.isLetter(text[begin - 1])) {
      begin--;
    }
    return word < at && word > begin && isMonth(text, begin, word) ? begin : at;
  }

  private static boolean isMonth(byte[] text, int from, int to) {
    String word = new String(text, from, to - from, StandardCharsets.US_ASCII);
    String lower = word.toLowerCase(Locale.ROOT);
    return MONTHS.stream().anyMatch(lower::startsWith);
  }

  /** Returns true if the text between two positions is a possible date of a birth. */
  static boolean isPlausible(byte[] text, int from, int to) {
    int[] numbers = new int[3];
    int[] lengths = new int[3];
    int count = 0;
    boolean month = false;
    for (int at = from; at < to; at++) {
      if (AsciiText.isDigit(text[at])) {
        if (at == from || !AsciiText.isDigit(text[at - 1])) {
          count++;
        }
        if (count > numbers.length) {
          return false;
        }
        numbers[count - 1] = numbers[count - 1] * 10 + text[at] - '0';
        lengths[count - 1]++;
      } else if (Character.isLetter(text[at])) {
        month |= MONTHS.stream().anyMatch(startsAt(text, at, to)::startsWith);
      }
    }
    return switch (count) {
      case 1 -> isRun(numbers[0], lengths[0]);
      case 2 -> month && isDay(numbers[0]) && isYear(numbers[1], lengths[1]);
      case 3 ->
          lengths[2] == YEAR_DIGITS
              ? isYear(numbers[2], lengths[2]) && isEither(numbers[0], numbers[1])
              : isYear(numbers[0], lengths[0]) && isMonth(numbers[1]) && isDay(numbers[2]);
      default -> false;
    };
  }

  private static String startsAt(byte[] text, int at, int to) {
    return new String(text, at, Math.min(3, to - at), StandardCharsets.US_ASCII)
        .toLowerCase(Locale.ROOT);
  }

  private static boolean isRun(int digits, int length) {
    int year = digits / 10_000;
    return isYear(year, length - YEAR_DIGITS) && isMonth(digits / 100 % 100) && isDay(digits % 100);
  }

  private static boolean isEither(int one, int other) {
    return (isMonth(one) && isDay(other)) || (isDay(one) && isMonth(other));
  }

  private static boolean isYear(int year, int digits) {
    return digits == 2 || (digits == YEAR_DIGITS && year >= EARLIEST && year <= LATEST);
  }

  private static boolean isMonth(int month) {
    return month >= 1 && month <= MOST_MONTHS;
  }

  private static boolean isDay(int day) {
    return day >= 1 && day <= MOST_DAYS;
  }
}
