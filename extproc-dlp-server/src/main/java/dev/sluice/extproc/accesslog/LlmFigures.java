package dev.sluice.extproc.accesslog;

import dev.sluice.common.telemetry.Label;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.extproc.model.ServedModel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/** Counts what language models were asked, how long they took and what they cost. */
final class LlmFigures {
  private static final String UNKNOWN = "unknown";

  private final ModelSource inForce;
  private final MeterFamily<Counter> requests;
  private final MeterFamily<Timer> durations;
  private final MeterFamily<Counter> tokens;
  private final MeterFamily<DoubleAdder> cost;

  LlmFigures(MeterRegistry registry, Label models, ModelSource inForce) {
    this.inForce = inForce;
    Label provider = Label.of("provider");
    requests =
        MeterFamily.counters(registry, "llm_requests_total", provider, models, Label.of("status"));
    durations =
        MeterFamily.timers(
            registry, "llm_request_duration", ExchangeFigures.BORDERS, provider, models);
    tokens = MeterFamily.counters(registry, "llm_tokens_total", provider, models, Label.of("type"));
    cost = MeterFamily.sums(registry, "llm_cost_total_usd", provider, models);
  }

  /** Counts an exchange that names a model, or in which tokens were told and not estimated. */
  void ended(Exchange exchange, String status) {
    String alias = exchange.model();
    Fields inspection = exchange.inspection();
    @Nullable Integer input = inspection.number("input_tokens");
    @Nullable Integer output = inspection.number("output_tokens");
    boolean told = output != null && !inspection.flag("estimated");
    if (alias.isEmpty() && !told) {
      return;
    }
    Optional<ServedModel> served =
        alias.isEmpty() ? Optional.empty() : inForce.find(exchange.decision().text("route"), alias);
    String provider = served.map(ServedModel::provider).orElse(UNKNOWN);
    String model = alias.isEmpty() ? UNKNOWN : alias;
    requests.of(provider, model, status).increment();
    durations.of(provider, model).record(exchange.duration());
    count(provider, model, "input", input);
    count(provider, model, "output", output);
    served.ifPresent(
        known -> cost.of(provider, model).add(known.cost(orNone(input), orNone(output))));
  }

  private void count(String provider, String model, String type, @Nullable Integer count) {
    if (count != null) {
      tokens.of(provider, model, type).increment(count);
    }
  }

  private static int orNone(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
