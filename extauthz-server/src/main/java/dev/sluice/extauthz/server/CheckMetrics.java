package dev.sluice.extauthz.server;

import dev.sluice.common.telemetry.ExemplarContext;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.DenialCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The metrics of checks: counters by decision and code, and a timer. */
final class CheckMetrics {
  private static final int MAX_RULES = 200;

  private final MeterFamily<Counter> shadowViolations;
  private final Counter allowed;
  private final Counter failed;
  private final Map<DenialCode, Counter> denied = new EnumMap<>(DenialCode.class);
  private final Timer time;

  CheckMetrics(MeterRegistry registry) {
    shadowViolations = counterByRule("extauthz.shadow", registry);
    allowed = decisions(registry, "allow", "");
    failed = decisions(registry, "error", "INTERNAL");
    for (DenialCode code : DenialCode.values()) {
      denied.put(code, decisions(registry, "deny", code.name()));
    }
    time =
        Timer.builder("extauthz.check")
            .description("From the arrival of a check to its answer")
            .serviceLevelObjectives(
                Duration.ofNanos(50_000),
                Duration.ofNanos(100_000),
                Duration.ofNanos(250_000),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(25),
                Duration.ofMillis(100),
                Duration.ofMillis(500))
            .register(registry);
  }

  /**
   * Creates a counter with a label for the rule. The number of label values is limited, because
   * rules change with the policy.
   */
  static MeterFamily<Counter> counterByRule(String name, MeterRegistry registry) {
    return MeterFamily.counters(registry, name, MetricLabel.capped("rule", MAX_RULES));
  }

  /** Counts a decision and records its duration, with the span as its exemplar. */
  void recordDecision(Decision decision, long nanos, TraceSpan span) {
    if (span.isRecording()) {
      ExemplarContext.record(
          span.traceId(), span.spanId(), () -> time.record(nanos, TimeUnit.NANOSECONDS));
    } else {
      time.record(nanos, TimeUnit.NANOSECONDS);
    }
    decision.facts().trace().shadowRules().forEach(rule -> shadowViolations.of(rule).increment());
    switch (decision) {
      case Decision.Allow _ -> allowed.increment();
      case Decision.Deny(_, _, var code, _) -> denied.getOrDefault(code, failed).increment();
    }
  }

  void failed() {
    failed.increment();
  }

  private static Counter decisions(MeterRegistry registry, String decision, String reason) {
    return Counter.builder("extauthz.decisions")
        .tag("decision", decision)
        .tag("reason", reason)
        .register(registry);
  }
}
