package dev.sluice.extproc.budget;

/** A listener for the decisions of budgets and limits. */
@FunctionalInterface
public interface BudgetListener {
  /** A listener that does nothing. */
  BudgetListener NONE = (_, _) -> {};

  /** Handles a decision of a budget or limit with a name. */
  void onDecision(String name, BudgetDecision decision);
}
