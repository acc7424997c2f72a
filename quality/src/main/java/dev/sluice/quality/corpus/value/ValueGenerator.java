package dev.sluice.quality.corpus.value;

/** A generator of values of one kind. */
@FunctionalInterface
public interface ValueGenerator {
  GeneratedValue generate(SeededRandom random);
}
