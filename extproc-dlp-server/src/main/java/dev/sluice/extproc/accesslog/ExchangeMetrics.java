package dev.sluice.extproc.accesslog;

import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.extproc.wire.StructView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The metrics of ended exchanges, by the status that the client received. */
public final class ExchangeMetrics {
  static final List<Duration> BUCKETS =
      Stream.of(
              5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000,
              300_000)
          .map(Duration::ofMillis)
          .toList();
  private static final String UNKNOWN = "-";

  private final MeterFamily<Counter> requests;
  private final MeterFamily<Timer> latency;
  private final MeterFamily<Counter> versions;
  private final MeterFamily<Counter> deprecatedVersions;
  private final MeterFamily<Timer> versionLatency;
  private final LlmMetrics models;

  /**
   * Creates the meters; other metrics may share the two labels.
   *
   * @param genAi true if models are also counted under the names of OpenTelemetry's conventions
   */
  public ExchangeMetrics(
      MeterRegistry registry, MetricLabel projects, MetricLabel models, boolean genAi) {
    MetricLabel service = MetricLabel.of("service");
    MetricLabel status = MetricLabel.of("status");
    requests =
        MeterFamily.counters(registry, "ai_gateway_requests_total", service, status, projects);
    latency = MeterFamily.timers(registry, "ai_gateway_latency", BUCKETS, service);
    MetricLabel version = MetricLabel.of("version");
    versions = MeterFamily.counters(registry, "api_requests_total", service, version, status);
    deprecatedVersions =
        MeterFamily.counters(registry, "api_version_deprecated_requests_total", service, version);
    versionLatency =
        MeterFamily.timers(registry, "api_request_duration", BUCKETS, service, version);
    this.models = new LlmMetrics(registry, models, genAi);
  }

  void record(LoggedExchange exchange, ExchangeEnrichment enrichment) {
    StructView decision = exchange.decision();
    String service = known(exchange.service());
    String status = Integer.toString(exchange.ending().status());
    requests.of(service, status, known(decision.text("project"))).increment();
    latency.of(service).record(exchange.duration());
    String version = decision.text("api_version");
    if (!version.isEmpty()) {
      versions.of(service, version, status).increment();
      versionLatency.of(service, version).record(exchange.duration());
      // The counter starts at zero, so that alerts see the first deprecated call as an increase.
      boolean deprecated = enrichment.versionStage() == VersionStage.DEPRECATED;
      deprecatedVersions.of(service, version).increment(deprecated ? 1 : 0);
    }
    enrichment.model().ifPresent(use -> models.record(exchange, use, status));
  }

  private static String known(String text) {
    return text.isEmpty() ? UNKNOWN : text;
  }
}
