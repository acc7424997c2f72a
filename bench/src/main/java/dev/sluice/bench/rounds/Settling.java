package dev.sluice.bench.rounds;

/** Tells when a process that gets faster while it runs has come to its pace. */
final class Settling {
  private static final double GAIN = 0.05;
  private static final int WINDOWS_WITHOUT = 3;

  private double best = Double.POSITIVE_INFINITY;
  private int without;

  /** Takes what an exchange cost in the window that has ended. */
  void add(double cost) {
    without = cost < best * (1 - GAIN) ? 0 : without + 1;
    best = Math.min(best, cost);
  }

  /** Whether nothing was gained for some windows. */
  boolean settled() {
    return without >= WINDOWS_WITHOUT;
  }
}
