package dev.sluice.common.telemetry;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExemplarContextTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

  @Test
  void record_tracedRegistry_hasExemplar() {
    String scrape = recorded(Telemetry.registry("test", true), TRACE);
    assertTrue(scrape.contains("span_id=\"" + SPAN + "\",trace_id=\"" + TRACE + "\""), scrape);
  }

  @Test
  void record_noTrace_hasNoExemplar() {
    String scrape = recorded(Telemetry.registry("test", true), "");
    assertTrue(scrape.contains("took_seconds_count 1"), scrape);
    assertFalse(scrape.contains("trace_id"), scrape);
  }

  @Test
  void record_plainRegistry_hasNoExemplar() {
    assertFalse(recorded(Telemetry.registry("test"), TRACE).contains("trace_id"));
  }

  private static String recorded(PrometheusMeterRegistry registry, String trace) {
    Timer timer =
        Timer.builder("took").serviceLevelObjectives(Duration.ofSeconds(1)).register(registry);
    ExemplarContext.record(trace, SPAN, () -> timer.record(Duration.ofMillis(5)));
    return registry.scrape(OPEN_METRICS);
  }
}
