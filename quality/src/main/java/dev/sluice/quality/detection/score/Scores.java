package dev.sluice.quality.detection.score;

import java.util.List;

/**
 * All figures of one detector.
 *
 * @param kinds one for each kind; a last one, named {@code other}, for findings of no kind and for
 *     clean texts
 */
public record Scores(String detector, List<Score> kinds, Score total, List<Miss> misses) {
  public Scores {
    kinds = List.copyOf(kinds);
    misses = List.copyOf(misses);
  }
}
