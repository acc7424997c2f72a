package dev.sluice.extproc.stream;

import dev.sluice.extproc.inspect.Inspector;
import java.util.function.Supplier;

/** Makes one {@link Processor} per stream, each with the policy in force at that moment. */
public final class ProcessorFactory {
  private final Supplier<? extends Inspector> policy;
  private final ExchangeReader exchanges;
  private final StreamLimits limits;
  private final ByteBudget budget;
  private final StreamMetrics metrics;

  public ProcessorFactory(
      Supplier<? extends Inspector> policy,
      ExchangeReader exchanges,
      StreamLimits limits,
      ByteBudget budget,
      StreamMetrics metrics) {
    this.policy = policy;
    this.exchanges = exchanges;
    this.limits = limits;
    this.budget = budget;
    this.metrics = metrics;
  }

  /** A processor whose answers go to {@code sink}. */
  public Processor open(AnswerSink sink) {
    return new Processor(policy.get(), exchanges, limits, budget, metrics, sink);
  }
}
