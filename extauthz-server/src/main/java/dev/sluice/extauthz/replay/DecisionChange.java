package dev.sluice.extauthz.replay;

import dev.sluice.extauthz.decision.outcome.Verdict;
import java.util.Locale;

/** The ways in which another policy changes a decision. */
public enum DecisionChange {
  /** A change of nothing: the same verdict by the same rule. */
  NONE,
  ALLOW_TO_DENY,
  DENY_TO_ALLOW,
  /** A change of the rule or of the code, with the same effect. */
  OTHER_RULE;

  /** Returns the change between two verdicts. */
  public static DecisionChange of(Verdict before, Verdict after) {
    if (before.allowed() != after.allowed()) {
      return before.allowed() ? ALLOW_TO_DENY : DENY_TO_ALLOW;
    }
    return before.equals(after) ? NONE : OTHER_RULE;
  }

  /** Returns the name in reports and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
