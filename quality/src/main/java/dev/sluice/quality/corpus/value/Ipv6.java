package dev.sluice.quality.corpus.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** IPv6 addresses in all textual forms of RFC 4291 and RFC 5952. */
public final class Ipv6 {

  private static final List<String> PREFIXES =
      List.of(
          "2001", "2400", "2404", "2406", "240f", "2600", "2606", "2a00", "2a02", "fd12", "fd9e");

  private Ipv6() {}

  public static Value make(SeededRandom dice) {
    String address =
        switch (dice.below(10)) {
          case 0 -> "::ffff:" + Ipv4.address(dice);
          case 1 -> "64:ff9b::" + Ipv4.address(dice);
          case 2, 3 -> "fe80::" + String.join(":", groups(dice, 4));
          case 4, 5 -> full(dice);
          default -> compressed(dice);
        };
    String written = dice.percent(15) ? address.toUpperCase(Locale.ROOT) : address;
    return switch (dice.below(12)) {
      case 0 -> Value.within("[", written, "]:" + dice.between(80, 9999));
      case 1 -> Value.within("", written, "/" + dice.pick(List.of(48, 56, 64, 128)));
      case 2 -> Value.within("", written, written.startsWith("fe80") ? "%eth0" : "");
      default -> Value.of(written);
    };
  }

  private static String full(SeededRandom dice) {
    List<String> parts = new ArrayList<>(List.of(dice.pick(PREFIXES)));
    boolean padded = dice.percent(50);
    for (int i = 1; i < 8; i++) {
      parts.add(padded ? dice.text(SeededRandom.HEX, 4) : group(dice));
    }
    return String.join(":", parts);
  }

  private static String compressed(SeededRandom dice) {
    int before = dice.between(1, 4);
    List<String> head = new ArrayList<>(List.of(dice.pick(PREFIXES)));
    head.addAll(groups(dice, before - 1));
    return String.join(":", head)
        + "::"
        + String.join(":", groups(dice, dice.between(1, 6 - before)));
  }

  private static List<String> groups(SeededRandom dice, int count) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add(group(dice));
    }
    return groups;
  }

  private static String group(SeededRandom dice) {
    return Integer.toHexString(dice.percent(20) ? dice.between(1, 255) : dice.between(256, 65535));
  }
}
