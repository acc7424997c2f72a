package dev.sluice.extproc.accesslog;

import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.extproc.model.GenAiAttributes;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The metrics of {@link LlmMetrics} under the names of OpenTelemetry's conventions. */
final class GenAiMetrics {
  /** The bucket borders that the conventions recommend. */
  private static final List<Duration> BORDERS =
      IntStream.range(0, 14).mapToObj(i -> Duration.ofMillis(10L << i)).toList();

  private static final List<Double> TOKENS =
      IntStream.range(0, 14).mapToObj(i -> Math.pow(4, i)).toList();

  private final MeterFamily<DistributionSummary> tokens;
  private final MeterFamily<Timer> durations;

  GenAiMetrics(MeterRegistry registry, MetricLabel models) {
    MetricLabel operation = MetricLabel.of(GenAiAttributes.OPERATION);
    MetricLabel provider = MetricLabel.of(GenAiAttributes.PROVIDER);
    MetricLabel model = models.withName(GenAiAttributes.MODEL);
    tokens =
        MeterFamily.summaries(
            registry,
            GenAiAttributes.TOKEN_USAGE,
            TOKENS,
            operation,
            provider,
            model,
            MetricLabel.of(GenAiAttributes.TOKEN_TYPE));
    durations =
        MeterFamily.timers(
            registry,
            GenAiAttributes.DURATION,
            BORDERS,
            operation,
            provider,
            model,
            MetricLabel.of("error.type"));
  }

  void record(LoggedExchange exchange, ModelUsage use) {
    String operation = GenAiAttributes.operation(exchange.target());
    String maker = GenAiAttributes.providerName(use.provider());
    int status = exchange.ending().status();
    durations
        .of(operation, maker, use.model(), status < 400 ? "" : Integer.toString(status))
        .record(exchange.duration());
    count(operation, maker, use.model(), "input", use.inputTokens());
    count(operation, maker, use.model(), "output", use.outputTokens());
  }

  private void count(
      String operation, String maker, String model, String type, @Nullable Integer count) {
    if (count != null) {
      tokens.of(operation, maker, model, type).record(count);
    }
  }
}
