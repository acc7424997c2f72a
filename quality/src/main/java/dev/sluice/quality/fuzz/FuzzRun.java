package dev.sluice.quality.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A run of one target. Each input follows from the seed and its number. */
final class FuzzRun {
  private static final int MAX_FINDINGS = 20;

  private final FuzzTarget target;
  private final long seed;
  private final List<String> findings = new ArrayList<>();
  private long number;

  FuzzRun(FuzzTarget target, long seed) {
    this.target = target;
    this.seed = seed;
  }

  /** Runs more inputs, fewer if the limit of findings is reached. */
  void run(long times) {
    for (long i = 0; i < times && !full(); i++) {
      long input = number++;
      tryOne(input)
          .ifPresent(wrong -> findings.add("--seed " + seed + " --number " + input + ": " + wrong));
    }
  }

  /** Returns the finding of one input. */
  Optional<String> tryOne(long input) {
    try {
      return target.run(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + input));
    } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError thrown) {
      StackTraceElement[] trace = thrown.getStackTrace();
      return Optional.of(thrown + (trace.length > 0 ? " at " + trace[0] : ""));
    }
  }

  boolean full() {
    return findings.size() >= MAX_FINDINGS;
  }

  /** Returns the number of inputs so far. */
  long executions() {
    return number;
  }

  List<String> findings() {
    return List.copyOf(findings);
  }
}
