package dev.sluice.extproc.policy;

import java.util.Locale;

/** The actions of a rule, from the weakest to the strongest. */
public enum RuleAction {
  ALLOW,
  LOG,
  /** Replaces the value by a mask, the name of its kind, a hash or a token. */
  MASK,
  BLOCK;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Returns the name in policies, metadata and metrics. */
  public String label() {
    return label;
  }

  /** Returns true if this action has priority over another. */
  public boolean strongerThan(RuleAction other) {
    return compareTo(other) > 0;
  }
}
