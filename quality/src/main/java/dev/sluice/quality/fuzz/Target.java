package dev.sluice.quality.fuzz;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Something that is tried with input made up from chance. */
interface Target {
  String title();

  /** One try; what was wrong with it, if anything was. */
  Optional<String> run(RandomGenerator random);
}
