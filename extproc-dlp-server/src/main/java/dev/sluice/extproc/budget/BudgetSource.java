package dev.sluice.extproc.budget;

import java.util.List;

/** A source of the budgets and limits in force. */
public interface BudgetSource {
  /** A source without budgets. */
  BudgetSource NONE =
      new BudgetSource() {
        @Override
        public List<BudgetRule> budgets(BudgetCaller caller) {
          return List.of();
        }

        @Override
        public List<ConcurrentRule> limits(BudgetCaller caller) {
          return List.of();
        }
      };

  /** Returns the budgets of the route and of the plan of a caller. */
  List<BudgetRule> budgets(BudgetCaller caller);

  /** Returns the limits of exchanges that run at once on the route of a caller. */
  List<ConcurrentRule> limits(BudgetCaller caller);
}
