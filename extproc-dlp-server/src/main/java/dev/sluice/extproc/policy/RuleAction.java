package dev.sluice.extproc.policy;

import java.util.Locale;

/** What a rule does with what it found, from the weakest to the strongest. */
public enum RuleAction {
  ALLOW,
  LOG,
  /** Puts something in its place: a mask, the name of its kind, a hash, a token. */
  MASK,
  BLOCK;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As it is written in policies, metadata and metrics. */
  public String label() {
    return label;
  }

  /** True if this action decides where both apply. */
  public boolean strongerThan(RuleAction other) {
    return compareTo(other) > 0;
  }
}
