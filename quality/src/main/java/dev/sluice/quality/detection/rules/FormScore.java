package dev.sluice.quality.detection.rules;

import java.util.List;

/**
 * In how many bodies something else was hidden or blocked than in the plain text.
 *
 * @param differing which they are, by sample and form
 */
public record FormScore(int bodies, List<String> differing) {
  public FormScore {
    differing = List.copyOf(differing);
  }
}
