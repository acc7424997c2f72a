package dev.sluice.bench.scan;

import dev.sluice.bench.scan.speed.SpeedOptions;
import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param seed of texts and rules
 * @param textBytes the length of each text that speed is measured on
 * @param baitBytes the longest text of regex bait
 * @param baitWait the longest time of one search of it
 */
record ScanOptions(
    List<Part> parts,
    SpeedOptions speed,
    long seed,
    int textBytes,
    int baitBytes,
    Duration baitWait) {
  private static final int SHORTEST = 1 << 16;
  private static final int LONGEST = 1 << 28;

  ScanOptions {
    parts = List.copyOf(parts);
    if (textBytes < SHORTEST
        || textBytes > LONGEST
        || baitBytes < SHORTEST
        || baitBytes > LONGEST) {
      throw new IllegalArgumentException("texts have 64 KB or more, and 256 MB at most");
    }
    if (baitWait.isNegative()) {
      throw new IllegalArgumentException("--bait-wait must not be negative");
    }
  }
}
