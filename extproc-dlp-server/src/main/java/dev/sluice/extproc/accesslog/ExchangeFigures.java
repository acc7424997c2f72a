package dev.sluice.extproc.accesslog;

import dev.sluice.common.telemetry.Label;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.extproc.wire.Struct;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Counts exchanges that have ended, by what clients saw, whoever ended them. */
public final class ExchangeFigures {
  static final List<Duration> BORDERS =
      Stream.of(
              5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000,
              300_000)
          .map(Duration::ofMillis)
          .toList();
  private static final String UNKNOWN = "-";

  private final MeterFamily<Counter> requests;
  private final MeterFamily<Timer> latency;
  private final MeterFamily<Counter> versions;
  private final LlmFigures models;

  /**
   * The two labels are shared with whoever else counts by project and by model.
   *
   * @param genAi whether models are counted under the names of OpenTelemetry's conventions, too
   */
  public ExchangeFigures(MeterRegistry registry, Label projects, Label models, boolean genAi) {
    Label service = Label.of("service");
    Label status = Label.of("status");
    requests =
        MeterFamily.counters(registry, "ai_gateway_requests_total", service, status, projects);
    latency = MeterFamily.timers(registry, "ai_gateway_latency", BORDERS, service);
    versions =
        MeterFamily.counters(registry, "api_requests_total", service, Label.of("version"), status);
    this.models = new LlmFigures(registry, models, genAi);
  }

  void ended(Exchange exchange, Told told) {
    Struct decision = exchange.decision();
    String service = known(exchange.service());
    String status = Integer.toString(exchange.ending().status());
    requests.of(service, status, known(decision.text("project"))).increment();
    latency.of(service).record(exchange.duration());
    String version = decision.text("api_version");
    if (!version.isEmpty()) {
      versions.of(service, version, status).increment();
    }
    told.model().ifPresent(use -> models.ended(exchange, use, status));
  }

  private static String known(String text) {
    return text.isEmpty() ? UNKNOWN : text;
  }
}
