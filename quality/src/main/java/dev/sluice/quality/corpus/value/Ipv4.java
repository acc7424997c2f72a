package dev.sluice.quality.corpus.value;

/** IPv4 addresses that a host may have, some with a port or a prefix length after them. */
public final class Ipv4 {

  private Ipv4() {}

  public static Value make(SeededRandom dice) {
    String after =
        switch (dice.below(10)) {
          case 0 -> ":" + dice.between(1024, 65535);
          case 1 -> "/" + dice.between(8, 32);
          default -> "";
        };
    return Value.within("", address(dice), after);
  }

  static String address(SeededRandom dice) {
    return switch (dice.below(6)) {
      case 0 -> "10." + tail(dice, 3);
      case 1 -> "192.168." + tail(dice, 2);
      case 2 -> "172." + dice.between(16, 31) + "." + tail(dice, 2);
      default -> publicFirst(dice) + "." + tail(dice, 3);
    };
  }

  /** Four small numbers with dots, as in a version. */
  public static Value version(SeededRandom dice) {
    return Value.of(
        dice.between(1, 21)
            + "."
            + dice.between(0, 30)
            + "."
            + dice.between(0, 40)
            + "."
            + dice.between(0, 120));
  }

  /** Four numbers of which one is too large for an address. */
  public static Value tooLarge(SeededRandom dice) {
    return Value.of(
        dice.between(1, 255)
            + "."
            + dice.between(256, 999)
            + "."
            + dice.between(0, 300)
            + "."
            + dice.between(1, 255));
  }

  private static int publicFirst(SeededRandom dice) {
    int first = dice.between(1, 223);
    return first == 10 || first == 127 ? 211 : first;
  }

  private static String tail(SeededRandom dice, int parts) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < parts; i++) {
      text.append(dice.between(0, 255)).append('.');
    }
    return text.append(dice.between(1, 254)).toString();
  }
}
