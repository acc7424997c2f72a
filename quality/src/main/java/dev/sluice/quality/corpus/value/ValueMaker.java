package dev.sluice.quality.corpus.value;

/** Makes values of one kind. */
@FunctionalInterface
public interface ValueMaker {

  Value make(SeededRandom dice);
}
