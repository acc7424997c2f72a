package dev.sluice.extproc.stream;

import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extproc.budget.TokenBudgets;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.shadow.ShadowRules;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.body.StreamLimits;
import dev.sluice.extproc.stream.cache.ExchangeCaching;
import dev.sluice.extproc.stream.exchange.ExchangeContextReader;
import dev.sluice.extproc.stream.outbound.ResponseSink;
import java.util.function.Supplier;

/** A factory of {@link Processor}s: one per stream, each with the policy then in force. */
public final class ProcessorFactory {
  private final Supplier<? extends Inspector> policy;
  private final ShadowRules shadow;
  private final ExchangeCaching caching;
  private final ExchangeContextReader exchanges;
  private final StreamLimits limits;
  private final ByteBudget budget;
  private final StreamMetrics metrics;
  private final StreamSpans spans;
  private final TokenBudgets budgets;

  public ProcessorFactory(
      Supplier<? extends Inspector> policy,
      ExchangeContextReader exchanges,
      StreamLimits limits,
      ByteBudget budget,
      StreamMetrics metrics) {
    this(
        policy,
        ShadowRules.NONE,
        ExchangeCaching.NONE,
        exchanges,
        limits,
        budget,
        metrics,
        StreamSpans.WITHOUT_GEN_AI,
        TokenBudgets.NONE);
  }

  public ProcessorFactory(
      Supplier<? extends Inspector> policy,
      ShadowRules shadow,
      ExchangeCaching caching,
      ExchangeContextReader exchanges,
      StreamLimits limits,
      ByteBudget budget,
      StreamMetrics metrics,
      StreamSpans spans,
      TokenBudgets budgets) {
    this.policy = policy;
    this.shadow = shadow;
    this.caching = caching;
    this.exchanges = exchanges;
    this.limits = limits;
    this.budget = budget;
    this.metrics = metrics;
    this.spans = spans;
    this.budgets = budgets;
  }

  /** Creates a processor that sends its responses to {@code sink}. */
  public Processor open(ResponseSink sink) {
    return open(sink, TraceSpan.NONE);
  }

  /**
   * Creates a processor that sends its responses to {@code sink} and reports its outcome to {@code
   * span}, which it ends.
   */
  public Processor open(ResponseSink sink, TraceSpan span) {
    return new Processor(
        policy.get(),
        shadow,
        caching,
        exchanges,
        limits,
        budget,
        metrics,
        spans,
        span,
        budgets,
        sink);
  }
}
