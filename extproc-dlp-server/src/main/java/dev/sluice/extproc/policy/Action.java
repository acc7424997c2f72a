package dev.sluice.extproc.policy;

/** What a rule does with what it found, from the weakest to the strongest. */
public enum Action {
  ALLOW,
  LOG,
  MASK,
  BLOCK;

  /** True if this action decides where both apply. */
  public boolean strongerThan(Action other) {
    return compareTo(other) > 0;
  }
}
