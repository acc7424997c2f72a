package dev.sluice.quality.corpus.value;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A generator of the numbers of payment cards, by the networks and grouped as they print them. */
final class CardGenerator {
  private CardGenerator() {}

  static GeneratedValue valid(SeededRandom random) {
    return generate(random, false);
  }

  static GeneratedValue wrongCheckDigit(SeededRandom random) {
    return generate(random, true);
  }

  private static GeneratedValue generate(SeededRandom random, boolean wrong) {
    String[] network = ValueTable.text("card_network", random).split(" ");
    List<Integer> groups = Stream.of(network[0].split("-")).map(Integer::valueOf).toList();
    int length = groups.stream().mapToInt(Integer::intValue).sum();
    String body = network[1] + random.digits(length - network[1].length() - 1);
    int right = TemplateFunction.luhn(body);
    String digits = body + (wrong ? (right + random.between(1, 9)) % 10 : right);
    List<String> parts = new ArrayList<>();
    int at = 0;
    for (int group : groups) {
      parts.add(digits.substring(at, at + group));
      at += group;
    }
    return GeneratedValue.of(String.join(ValueTable.text("card_separator", random), parts));
  }
}
