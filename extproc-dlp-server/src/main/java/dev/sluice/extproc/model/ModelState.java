package dev.sluice.extproc.model;

/** The state of a model as this process has seen it, the best one first. */
public enum ModelState {
  /** The model answers in time. */
  ACTIVE,
  /** Most of its last answers were slow. */
  DEGRADED,
  /** It has failed, and has not succeeded since. */
  INACTIVE
}
