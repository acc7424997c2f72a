package dev.sluice.quality.detection;

import dev.sluice.quality.corpus.Kind;
import dev.sluice.quality.detection.rules.RulesFile;
import java.util.List;

/**
 * What is measured.
 *
 * @param kinds whose figures are shown
 * @param misses how many misses of each type and kind are shown
 * @param cuts how often each text is cut in each form
 */
record DetectionOptions(
    RulesFile rules,
    long seed,
    int perKind,
    List<Kind> kinds,
    int misses,
    int cuts,
    boolean peers) {
  DetectionOptions {
    kinds = List.copyOf(kinds);
    if (perKind < 1 || misses < 0 || cuts < 0) {
      throw new IllegalArgumentException(
          "--per-kind must be positive, --show-misses and --cuts not negative");
    }
  }
}
