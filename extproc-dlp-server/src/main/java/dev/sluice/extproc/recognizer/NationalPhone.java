package dev.sluice.extproc.recognizer;

import dev.sluice.extproc.recognizer.Context.Strength;
import java.util.Set;

/** How numbers are written within their country, outside of Korea. */
final class NationalPhone {
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

  private NationalPhone() {}

  static Strength strength(Groups groups) {
    Digits digits = groups.digits();
    String shape = groups.shape();
    int first = digits.at(0);
    if (first == 0) {
      return fromZero(groups);
    }
    if (isNorthAmerican(digits) && (groups.bare() || IN_NORTH_AMERICA.contains(shape))) {
      return groups.even() && !groups.bare() && isAssigned(digits) ? Strength.FAIR : Strength.WEAK;
    }
    int count = digits.count();
    boolean chinese = first == 1 && digits.at(1) >= 3 && count == 11;
    boolean indian = first >= 6 && count == 10;
    boolean singaporean = count == 8 && (first == 3 || first == 6 || first >= 8);
    if (chinese && groups.are("3-4-4")) {
      return Strength.FAIR;
    }
    boolean usual = groups.bare() || groups.inFours() || shape.equals("5-5") || !groups.even();
    return usual && (chinese || indian || singaporean) ? Strength.WEAK : Strength.NONE;
  }

  /** United Kingdom, Japan, Germany, France, Australia: with the trunk prefix. */
  private static Strength fromZero(Groups groups) {
    Digits digits = groups.digits();
    String shape = groups.shape();
    if ((!FROM_ZERO.contains(shape) && groups.even()) || digits.at(1) == 0) {
      return Strength.NONE;
    }
    int two = digits.at(1);
    boolean unmistakable =
        switch (shape) {
          case "2-2-2-2-2" -> true;
          case "3-4-4" -> digits.number(0, 3) == 90 || digits.number(0, 3) == 20;
          case "2-4-4" -> two == 3 || two == 6;
          case "4-3-3" -> two == 4;
          default -> false;
        };
    return unmistakable && groups.even() ? Strength.FAIR : Strength.WEAK;
  }

  private static boolean isNorthAmerican(Digits digits) {
    int area = digits.count() == 11 && digits.at(0) == 1 ? 1 : 0;
    return digits.count() - area == 10 && digits.at(area) >= 2 && digits.at(area + 3) >= 2;
  }

  /** Whether the area code can be one of a place. */
  private static boolean isAssigned(Digits digits) {
    int area = digits.count() - 10;
    int rest = digits.number(area + 1, area + 3);
    return rest != 11 && (digits.at(area) > 4 || rest != 0);
  }
}
