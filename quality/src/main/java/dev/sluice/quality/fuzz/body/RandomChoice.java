package dev.sluice.quality.fuzz.body;

import java.util.List;
import java.util.random.RandomGenerator;

/** A source of random choices. */
record RandomChoice(RandomGenerator random) {

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Returns true once in so many times on average. */
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  int upTo(int most) {
    return random.nextInt(most + 1);
  }
}
