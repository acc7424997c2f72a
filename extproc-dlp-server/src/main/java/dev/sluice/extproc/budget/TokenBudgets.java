package dev.sluice.extproc.budget;

import dev.sluice.extproc.model.ModelSource;
import dev.sluice.extproc.model.ServedModel;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The budgets and limits of this server: it opens the meter of each exchange. */
public final class TokenBudgets {
  /** Budgets that limit nothing. */
  public static final TokenBudgets NONE =
      new TokenBudgets(
          BudgetSource.NONE,
          (_, _) -> Optional.empty(),
          new BudgetCounters(InstantSource.system()),
          BudgetListener.NONE);

  private final BudgetSource source;
  private final ModelSource models;
  private final BudgetCounters counters;
  private final BudgetListener listener;
  private final RunningExchanges running = new RunningExchanges();

  public TokenBudgets(
      BudgetSource source, ModelSource models, BudgetCounters counters, BudgetListener listener) {
    this.source = source;
    this.models = models;
    this.counters = counters;
    this.listener = listener;
  }

  /**
   * Opens the meter of an exchange.
   *
   * @param runsModel true if the exchange calls a model; budgets apply to no other
   */
  public ExchangeMeter open(BudgetCaller caller, boolean runsModel) {
    return new ExchangeMeter(
        this, caller, runsModel ? source.budgets(caller) : List.of(), source.limits(caller));
  }

  Optional<ServedModel> model(String route, String alias) {
    return alias.isEmpty() ? Optional.empty() : models.find(route, alias);
  }

  BudgetCounters counters() {
    return counters;
  }

  BudgetListener listener() {
    return listener;
  }

  RunningExchanges running() {
    return running;
  }
}
