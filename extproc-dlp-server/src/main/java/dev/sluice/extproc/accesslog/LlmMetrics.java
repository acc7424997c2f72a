package dev.sluice.extproc.accesslog;

import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/** The metrics of language model calls: tokens, durations and costs. */
final class LlmMetrics {
  private final MeterFamily<Counter> requests;
  private final MeterFamily<Timer> durations;
  private final MeterFamily<Counter> tokens;
  private final MeterFamily<DoubleAdder> cost;
  private final Optional<GenAiMetrics> genAi;

  LlmMetrics(MeterRegistry registry, MetricLabel models, boolean genAi) {
    MetricLabel provider = MetricLabel.of("provider");
    requests =
        MeterFamily.counters(
            registry, "llm_requests_total", provider, models, MetricLabel.of("status"));
    durations =
        MeterFamily.timers(
            registry, "llm_request_duration", ExchangeMetrics.BUCKETS, provider, models);
    tokens =
        MeterFamily.counters(
            registry, "llm_tokens_total", provider, models, MetricLabel.of("type"));
    cost = MeterFamily.sums(registry, "llm_cost_total_usd", provider, models);
    this.genAi = genAi ? Optional.of(new GenAiMetrics(registry, models)) : Optional.empty();
  }

  void record(LoggedExchange exchange, ModelUsage use, String status) {
    requests.of(use.provider(), use.model(), status).increment();
    durations.of(use.provider(), use.model()).record(exchange.duration());
    count(use, "input", use.inputTokens());
    count(use, "output", use.outputTokens());
    use.cost().ifPresent(known -> cost.of(use.provider(), use.model()).add(known.doubleValue()));
    genAi.ifPresent(figures -> figures.record(exchange, use));
  }

  private void count(ModelUsage use, String type, @Nullable Integer count) {
    if (count != null) {
      tokens.of(use.provider(), use.model(), type).increment(count);
    }
  }
}
