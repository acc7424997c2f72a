package dev.sluice.quality.detection.score;

/** The counters of a kind. */
public enum CaseCount {
  /** Entities in their usual form. */
  ENTITIES,
  /** Entities that findings of their kind cover. */
  FOUND,
  /** Entities with a part that stays readable after findings of any kind. */
  LEAKED,
  /** Findings of the kind in a place without an entity. */
  FALSE_FINDINGS,
  /** Findings of the kind that overlap only entities of other kinds. */
  ELSEWHERE,
  /** Hard negatives of the kind. */
  NEGATIVES,
  /** Hard negatives with a finding. */
  OVER_MASKED,
  /** Entities in the evasion set. */
  EVASIONS,
  /** Entities in the evasion set with a readable part. */
  EVADED,
  /** Clean texts, which have no kind. */
  CLEAN,
  /** Clean texts with a finding. */
  CLEAN_MASKED
}
