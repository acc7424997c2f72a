package dev.sluice.quality.detection.score;

import dev.sluice.quality.corpus.EntityKind;
import java.util.Optional;

/**
 * A finding of a detector, with offsets in chars.
 *
 * @param rule the name of the rule in the detector
 * @param kind the kind of the rule, empty if the corpora have no such kind
 */
public record DetectedSpan(String rule, Optional<EntityKind> kind, int start, int end) {
  boolean overlaps(int from, int to) {
    return start < to && from < end;
  }
}
