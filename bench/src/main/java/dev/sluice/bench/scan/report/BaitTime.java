package dev.sluice.bench.scan.report;

/**
 * How long a text that makes searches slow takes.
 *
 * @param bytes the longest text that was searched
 * @param ratio its time by that of half of it
 */
public record BaitTime(String name, int bytes, double megabytesPerSecond, double ratio) {
  /** What a text of twice the length may take. */
  public static final double HIGHEST_RATIO = 2.2;

  /** Whether twice the text took about twice the time. */
  public boolean linear() {
    return ratio <= HIGHEST_RATIO;
  }
}
