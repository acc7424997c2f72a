package dev.sluice.quality.fuzz.body;

import java.util.List;
import java.util.random.RandomGenerator;

/** Choices that makers of bodies leave to chance. */
record Pick(RandomGenerator random) {

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** True once in so many times. */
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  int upTo(int most) {
    return random.nextInt(most + 1);
  }
}
