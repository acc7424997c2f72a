package dev.sluice.extproc.server;

import dev.sluice.common.settle.BatchSettler;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.extproc.budget.BudgetCounters;
import dev.sluice.extproc.budget.BudgetDecision;
import dev.sluice.extproc.budget.BudgetEntry;
import dev.sluice.extproc.budget.BudgetListener;
import dev.sluice.extproc.budget.BudgetTotal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of token budgets: decisions by budget, and the state of the counters. */
final class BudgetMetrics implements BudgetListener {
  private final MeterRegistry registry;
  private final MeterFamily<Counter> decisions;
  private final MeterFamily<Counter> settlements;

  /** Creates the meters; {@code most} bounds the names of budgets. */
  BudgetMetrics(MeterRegistry registry, BudgetCounters counters, int most) {
    this.registry = registry;
    settlements =
        MeterFamily.counters(registry, "token_budget_settlements_total", MetricLabel.of("result"));
    decisions =
        MeterFamily.counters(
            registry,
            "token_budget_decisions_total",
            MetricLabel.capped("budget", most),
            MetricLabel.of("decision"));
    Gauge.builder("token_budget_used_ratio", counters, BudgetCounters::highestShare)
        .register(registry);
    Gauge.builder("token_budget_counters", counters, BudgetCounters::size).register(registry);
  }

  /** Counts a batch by its result. */
  void settled(String result) {
    settlements.of(result).increment();
  }

  /** Shows the state of a settler. */
  void show(BatchSettler<BudgetEntry, BudgetTotal> settler) {
    Gauge.builder("token_budget_unsettled_seconds", settler, BatchSettler::waitingSeconds)
        .register(registry);
  }

  @Override
  public void onDecision(String name, BudgetDecision decision) {
    decisions.of(name, decision.label()).increment();
  }
}
