package dev.sluice.extproc.accesslog;

import dev.sluice.common.telemetry.Label;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.extproc.model.GenAi;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The same as {@link LlmFigures}, under the names of OpenTelemetry's conventions. */
final class GenAiFigures {
  /** Those of the conventions. */
  private static final List<Duration> BORDERS =
      IntStream.range(0, 14).mapToObj(i -> Duration.ofMillis(10L << i)).toList();

  private static final List<Double> TOKENS =
      IntStream.range(0, 14).mapToObj(i -> Math.pow(4, i)).toList();

  private final MeterFamily<DistributionSummary> tokens;
  private final MeterFamily<Timer> durations;

  GenAiFigures(MeterRegistry registry, Label models) {
    Label operation = Label.of(GenAi.OPERATION);
    Label provider = Label.of(GenAi.PROVIDER);
    Label model = models.named(GenAi.MODEL);
    tokens =
        MeterFamily.summaries(
            registry,
            GenAi.TOKEN_USAGE,
            TOKENS,
            operation,
            provider,
            model,
            Label.of(GenAi.TOKEN_TYPE));
    durations =
        MeterFamily.timers(
            registry, GenAi.DURATION, BORDERS, operation, provider, model, Label.of("error.type"));
  }

  void ended(Exchange exchange, ModelUse use) {
    String operation = GenAi.operation(exchange.target());
    String maker = GenAi.provider(use.provider());
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
