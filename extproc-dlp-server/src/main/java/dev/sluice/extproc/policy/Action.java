package dev.sluice.extproc.policy;

/** What a rule does with what it found, from the weakest to the strongest. */
public enum Action {
  ALLOW,
  LOG,
  /** Puts something in its place: a mask, the name of its kind, a hash, a token. */
  MASK,
  BLOCK;

  /** True if this action decides where both apply. */
  public boolean strongerThan(Action other) {
    return compareTo(other) > 0;
  }
}
