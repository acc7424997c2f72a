package dev.sluice.quality.corpus.value;

import java.util.List;

/** Payment cards of the networks and of Korea alone, each with its Luhn digit. */
public final class PaymentCard {

  private record Network(String prefix, int length, List<Integer> groups) {}

  private static final List<Integer> FOURS = List.of(4, 4, 4, 4);

  private PaymentCard() {}

  public static Value make(SeededRandom dice) {
    Network network = network(dice);
    String body = body(network, dice);
    return Value.of(write(body + CheckDigits.luhn(body), network, dice));
  }

  /** The same with a last digit that is wrong. */
  public static Value wrong(SeededRandom dice) {
    Network network = network(dice);
    String body = body(network, dice);
    return Value.of(
        write(body + (CheckDigits.luhn(body) + dice.between(1, 9)) % 10, network, dice));
  }

  /** The same with its middle already hidden. */
  public static Value masked(SeededRandom dice) {
    String mask = dice.pick(List.of("****", "XXXX", "••••", "****"));
    String separator = dice.pick(List.of("-", " "));
    return Value.of(
        String.join(
            separator, dice.shape("4###"), dice.percent(50) ? mask : "52**", mask, dice.digits(4)));
  }

  private static String body(Network network, SeededRandom dice) {
    return network.prefix() + dice.digits(network.length() - network.prefix().length() - 1);
  }

  private static Network network(SeededRandom dice) {
    return switch (dice.below(10)) {
      case 0, 1 -> new Network("4", 16, FOURS);
      case 2 -> new Network(String.valueOf(dice.between(51, 55)), 16, FOURS);
      case 3 -> new Network(String.valueOf(dice.between(2221, 2720)), 16, FOURS);
      case 4 -> new Network(dice.pick(List.of("34", "37")), 15, List.of(4, 6, 5));
      case 5 ->
          new Network(dice.pick(List.of("36", "38", "300", "305", "39")), 14, List.of(4, 6, 4));
      case 6 -> new Network(dice.pick(List.of("6011", "644", "649", "65")), 16, FOURS);
      case 7 -> new Network(String.valueOf(dice.between(3528, 3589)), 16, FOURS);
      case 8 -> unionPay(dice);
      default ->
          new Network(
              dice.pick(List.of("9410", "9420", "9445", "9490", "9530", "9436", "9407", "9350")),
              16,
              FOURS);
    };
  }

  private static Network unionPay(SeededRandom dice) {
    int length = dice.pick(List.of(16, 16, 17, 18, 19, 19));
    List<Integer> groups =
        length == 16
            ? FOURS
            : length == 19 && dice.percent(50) ? List.of(6, 13) : List.of(4, 4, 4, 4, length - 16);
    return new Network("62" + dice.between(10, 29), length, groups);
  }

  private static String write(String digits, Network network, SeededRandom dice) {
    String separator = dice.pick(List.of("-", "-", "-", " ", " ", " ", "", "", ""));
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (int group : network.groups()) {
      text.append(at == 0 ? "" : separator).append(digits, at, at + group);
      at += group;
    }
    return text.toString();
  }
}
