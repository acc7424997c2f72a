package dev.sluice.bench.detection.corpus.value;

/** Makes values of one kind. */
@FunctionalInterface
public interface ValueMaker {

  Value make(Dice dice);
}
