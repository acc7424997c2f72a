package dev.sluice.quality.detection.score;

import java.util.List;

/**
 * The figures of one detector.
 *
 * @param kinds the figures of each kind, and last those named {@code other} for findings without a
 *     kind and for clean texts
 */
public record DetectorScores(
    String detector, List<KindScore> kinds, KindScore total, List<DetectionError> misses) {
  public DetectorScores {
    kinds = List.copyOf(kinds);
    misses = List.copyOf(misses);
  }
}
