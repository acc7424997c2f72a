package dev.sluice.quality.detection;

import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.detection.rules.RulesFile;
import java.util.List;

/**
 * The options of a run.
 *
 * @param kinds the kinds to report
 * @param misses the number of errors to show of each type and kind
 * @param cuts the number of random chunkings of each text in each form
 */
record DetectionOptions(
    RulesFile rules,
    long seed,
    int perKind,
    List<EntityKind> kinds,
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
