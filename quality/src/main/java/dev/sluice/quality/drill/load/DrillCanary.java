package dev.sluice.quality.drill.load;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The values of one request that must not leave unmasked: an e-mail address and a card number in
 * prompts and answers, and a key that blocks a prompt. They follow from the id of the request, so
 * the upstream and the client know them without sending them.
 */
record DrillCanary(String email, String card, String key) {
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int NAME = 14;
  private static final int KEY = 16;
  private static final int CARD = 16;
  private static final int GROUP = 4;

  /** The shortest part of a value that counts as leaked. */
  private static final int WINDOW = 8;

  static DrillCanary of(String id) {
    Random random = new Random(id.hashCode());
    String email = letters(random, NAME) + "@example.com";
    String key = "AKIA" + letters(random, KEY).toUpperCase(Locale.ROOT);
    return new DrillCanary(email, card(random), key);
  }

  /** Returns a sentence with the personal data. */
  String sentence() {
    return "The customer is reached at "
        + email
        + ", and she pays with the card "
        + card
        + " every month.";
  }

  /** Returns the bytes of these values that a text contains, in parts of at least eight. */
  long countIn(String text) {
    long bytes = 0;
    for (String value : List.of(email, card, card.replace(" ", ""), key)) {
      bytes += covered(value, text);
    }
    return bytes;
  }

  private static int covered(String value, String text) {
    BitSet found = new BitSet();
    for (int at = 0; at + WINDOW <= value.length(); at++) {
      if (text.contains(value.substring(at, at + WINDOW))) {
        found.set(at, at + WINDOW);
      }
    }
    return found.cardinality();
  }

  private static String letters(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** Returns a number with a valid check digit (ISO/IEC 7812), in groups of four. */
  private static String card(Random random) {
    List<Integer> digits = new ArrayList<>(List.of(4, 1, 1, 1));
    while (digits.size() < CARD - 1) {
      digits.add(random.nextInt(10));
    }
    int sum = 0;
    for (int i = 0; i < digits.size(); i++) {
      int doubled = digits.get(i) * (i % 2 == 0 ? 2 : 1);
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    digits.add((10 - sum % 10) % 10);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < CARD; i++) {
      text.append(i > 0 && i % GROUP == 0 ? " " : "").append(digits.get(i));
    }
    return text.toString();
  }
}
