package dev.sluice.bench.frame;

/** A detector of the end of a warm-up. */
final class SteadyStateDetector {
  private static final double GAIN = 0.05;
  private static final int WINDOWS_WITHOUT_GAIN = 3;

  private double best = Double.POSITIVE_INFINITY;
  private int without;

  /** Adds the cost of one operation in the window that has ended. */
  void add(double cost) {
    without = cost < best * (1 - GAIN) ? 0 : without + 1;
    best = Math.min(best, cost);
  }

  /** Returns whether the last windows were no faster than those before. */
  boolean isSteady() {
    return without >= WINDOWS_WITHOUT_GAIN;
  }
}
