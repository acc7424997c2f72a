package dev.sluice.quality.detection.score;

/** The counters of a kind. */
public enum CaseCount {
  /** Entities in their usual form. */
  ENTITIES,
  /** Entities that findings of their kind cover. */
  FOUND,
  /** Entities of which a part stays readable, whatever the kinds of the findings. */
  LEAKED,
  /** Findings of the kind in a place without an entity. */
  FALSE_FINDINGS,
  /** Findings of the kind that overlap only entities of other kinds. */
  ELSEWHERE,
  /** Hard negatives of the kind. */
  NEGATIVES,
  /** Texts of them with a finding. */
  OVER_MASKED,
  /** Entities in the evasion set. */
  EVASIONS,
  /** Entities of them of which a part stays readable. */
  EVADED,
  /** Clean texts, which have no kind. */
  CLEAN,
  /** Those of them in which something was found. */
  CLEAN_MASKED
}
