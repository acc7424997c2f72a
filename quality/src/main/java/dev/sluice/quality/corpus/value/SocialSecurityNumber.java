package dev.sluice.quality.corpus.value;

import java.util.List;

/** Social security numbers of the United States: area, group and serial number. */
public final class SocialSecurityNumber {

  private SocialSecurityNumber() {}

  public static Value make(SeededRandom dice) {
    int area = dice.between(1, 899);
    return write(area == 666 ? 667 : area, dice.between(1, 99), dice.between(1, 9999), dice);
  }

  /** The same shape with an area, group or serial number that is never issued. */
  public static Value neverIssued(SeededRandom dice) {
    int area = dice.between(1, 665);
    return switch (dice.below(4)) {
      case 0 -> write(0, dice.between(1, 99), dice.between(1, 9999), dice);
      case 1 -> write(666, dice.between(1, 99), dice.between(1, 9999), dice);
      case 2 -> write(area, 0, dice.between(1, 9999), dice);
      default -> write(area, dice.between(1, 99), 0, dice);
    };
  }

  private static Value write(int area, int group, int serial, SeededRandom dice) {
    String separator = dice.pick(List.of("-", "-", "-", "-", "-", "-", "-", "", "", " "));
    String shape = "%03d" + separator + "%02d" + separator + "%04d";
    return Value.of(shape.formatted(area, group, serial));
  }
}
