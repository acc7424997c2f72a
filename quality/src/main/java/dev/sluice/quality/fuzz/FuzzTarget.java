package dev.sluice.quality.fuzz;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** A property that must hold for random input. */
interface FuzzTarget {
  String title();

  /** Tests one input; returns the violation, if there is one. */
  Optional<String> run(RandomGenerator random);
}
