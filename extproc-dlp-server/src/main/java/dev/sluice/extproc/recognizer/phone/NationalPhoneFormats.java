package dev.sluice.extproc.recognizer.phone;

import dev.sluice.extproc.recognizer.ContextCheck.Strength;
import dev.sluice.extproc.recognizer.DecimalDigits;
import dev.sluice.extproc.recognizer.DigitGroups;
import java.util.Set;

/** The national formats of telephone numbers outside Korea. */
final class NationalPhoneFormats {
  private static final Set<String> FROM_ZERO =
      Set.of(
          "2-4-4",
          "3-4-4",
          "3-3-4",
          "4-3-4",
          "4-2-4",
          "5-6",
          "5-3-3",
          "4-3-3",
          "4-6",
          "2-2-2-2-2",
          "3-7",
          "3-8",
          "4-7",
          "4-5",
          "3-6",
          "3-9",
          "5-5",
          "2-8",
          "4-8",
          "3-2-2-2-2",
          "4-4-4",
          "6-5",
          "4-4-3",
          "4-4-2",
          "9",
          "10",
          "11",
          "12");

  private static final Set<String> IN_NORTH_AMERICA = Set.of("3-3-4", "1-3-3-4", "3-7", "4-4-2");

  private NationalPhoneFormats() {}

  static Strength strength(DigitGroups groups) {
    DecimalDigits digits = groups.digits();
    String shape = groups.shape();
    int first = digits.at(0);
    if (first == 0) {
      return fromZero(groups);
    }
    if (isNorthAmerican(digits) && (groups.isUngrouped() || IN_NORTH_AMERICA.contains(shape))) {
      return groups.hasEvenGaps() && !groups.isUngrouped() && isAssigned(digits)
          ? Strength.FAIR
          : Strength.WEAK;
    }
    int count = digits.count();
    boolean chinese = first == 1 && digits.at(1) >= 3 && count == 11;
    boolean indian = first >= 6 && count == 10;
    boolean singaporean = count == 8 && (first == 3 || first == 6 || first >= 8);
    if (chinese && groups.haveShape("3-4-4")) {
      return Strength.FAIR;
    }
    boolean usual =
        groups.isUngrouped() || groups.areInFours() || shape.equals("5-5") || !groups.hasEvenGaps();
    return usual && (chinese || indian || singaporean) ? Strength.WEAK : Strength.NONE;
  }

  /**
   * Returns the strength of a number with a trunk prefix: United Kingdom, Japan, Germany, France,
   * Australia.
   */
  private static Strength fromZero(DigitGroups groups) {
    DecimalDigits digits = groups.digits();
    String shape = groups.shape();
    if ((!FROM_ZERO.contains(shape) && groups.hasEvenGaps()) || digits.at(1) == 0) {
      return Strength.NONE;
    }
    int two = digits.at(1);
    boolean distinct =
        switch (shape) {
          case "2-2-2-2-2" -> true;
          case "3-4-4" -> digits.number(0, 3) == 90 || digits.number(0, 3) == 20;
          case "2-4-4" -> two == 3 || two == 6;
          case "4-3-3" -> two == 4;
          default -> false;
        };
    return distinct && groups.hasEvenGaps() ? Strength.FAIR : Strength.WEAK;
  }

  private static boolean isNorthAmerican(DecimalDigits digits) {
    int area = digits.count() == 11 && digits.at(0) == 1 ? 1 : 0;
    return digits.count() - area == 10 && digits.at(area) >= 2 && digits.at(area + 3) >= 2;
  }

  /** Returns true if the area code may be assigned. */
  private static boolean isAssigned(DecimalDigits digits) {
    int area = digits.count() - 10;
    int rest = digits.number(area + 1, area + 3);
    return rest != 11 && (digits.at(area) > 4 || rest != 0);
  }
}
