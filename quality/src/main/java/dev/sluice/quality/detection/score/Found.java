package dev.sluice.quality.detection.score;

import dev.sluice.quality.corpus.Kind;
import java.util.Optional;

/**
 * That a detector found something, by chars of the text.
 *
 * @param rule what the detector itself calls it
 * @param kind what that is among the kinds of the corpora; empty for anything else
 */
public record Found(String rule, Optional<Kind> kind, int start, int end) {
  boolean overlaps(int from, int to) {
    return start < to && from < end;
  }
}
