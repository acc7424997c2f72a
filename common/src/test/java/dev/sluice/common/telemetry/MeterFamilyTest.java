package dev.sluice.common.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterFamilyTest {
  private final PrometheusMeterRegistry registry = Telemetry.registry("test");

  @Test
  void of_sameValues_returnsSameMeter() {
    MeterFamily<Counter> family =
        MeterFamily.counters(registry, "seen", MetricLabel.of("kind"), MetricLabel.of("result"));
    family.of("a", "ok").increment();
    family.of("a", "ok").increment();
    family.of("a", "bad").increment();
    assertSame(family.of("a", "ok"), family.of("a", "ok"));
    shows("seen_total{kind=\"a\",result=\"ok\"} 2.0");
    shows("seen_total{kind=\"a\",result=\"bad\"} 1.0");
  }

  @Test
  void of_valuesBeyondCap_shareMeter() {
    MeterFamily<Counter> family =
        MeterFamily.counters(registry, "seen", MetricLabel.capped("project_id", 1));
    family.of("a").increment();
    family.of("b").increment();
    family.of("c").increment();
    shows("seen_total{project_id=\"a\"} 1.0");
    shows("seen_total{project_id=\"other\"} 2.0");
  }

  @Test
  void of_wrongNumberOfValues_fails() {
    MeterFamily<Counter> family = MeterFamily.counters(registry, "seen", MetricLabel.of("kind"));
    assertThrows(IllegalArgumentException.class, () -> family.of("a", "b"));
  }

  @Test
  void timers_record_haveHistogram() {
    var family =
        MeterFamily.timers(
            registry, "wait", List.of(Duration.ofMillis(100), Duration.ofSeconds(1)));
    family.of().record(Duration.ofMillis(300));
    shows("wait_seconds_bucket{le=\"0.1\"} 0");
    shows("wait_seconds_bucket{le=\"1.0\"} 1");
    shows("wait_seconds_count 1");
  }

  @Test
  void sums_register_keepName() {
    var family = MeterFamily.sums(registry, "cost_total_usd", MetricLabel.of("model"));
    family.of("m").add(0.25);
    family.of("m").add(0.5);
    shows("cost_total_usd{model=\"m\"} 0.75");
  }

  @Test
  void versionInfo_newVersion_replacesOld() {
    VersionInfoMetric info = new VersionInfoMetric(registry, "rules.version.info", Tags.empty());
    info.set("one");
    info.set("two");
    shows("rules_version_info{version=\"two\"} 1");
    assertEquals(1, lines("rules_version_info{"));
  }

  private void shows(String line) {
    assertTrue(registry.scrape().contains(line), registry::scrape);
  }

  private long lines(String start) {
    return registry.scrape().lines().filter(line -> line.startsWith(start)).count();
  }
}
