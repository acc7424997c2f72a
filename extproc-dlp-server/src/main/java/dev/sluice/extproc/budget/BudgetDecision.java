package dev.sluice.extproc.budget;

import java.util.Locale;

/** The decisions of a budget or of a limit of concurrent exchanges. */
public enum BudgetDecision {
  ALLOW,
  /** The request is refused. */
  LIMIT,
  /** The stream ends early. */
  CUT,
  /** The request would be refused if the budget were not in shadow mode. */
  SHADOW;

  /** Returns the label in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
