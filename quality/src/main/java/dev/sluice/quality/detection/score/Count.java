package dev.sluice.quality.detection.score;

/** What is counted for a kind. */
public enum Count {
  /** Values written in good faith. */
  ENTITIES,
  /** Those of them that findings of their kind cover. */
  FOUND,
  /** Those of them of which something stays readable, whatever the findings' kinds. */
  LEAKED,
  /** Findings of the kind where there is nothing at all to be found. */
  FALSE_FINDINGS,
  /** Findings of the kind that overlap only values of other kinds. */
  ELSEWHERE,
  /** Texts that look as if they held such a value. */
  NEGATIVES,
  /** Those of them in which something was found. */
  OVER_MASKED,
  /** Values written to be missed. */
  EVASIONS,
  /** Those of them of which something stays readable. */
  EVADED,
  /** Ordinary texts; of no kind. */
  CLEAN,
  /** Those of them in which something was found. */
  CLEAN_MASKED
}
