package dev.sluice.extproc.stream;

import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.extproc.finding.InspectionOutcome.RuleCount;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.DlpMetadata;
import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.exchange.ExchangeOutcome;
import dev.sluice.extproc.stream.outbound.UnsupportedEnvoyConfigException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what streams came to; labels that clients choose have a cap. */
public final class StreamMetrics {
  private static final Logger log = LoggerFactory.getLogger(StreamMetrics.class);
  private static final long WARN_EVERY = Duration.ofMinutes(1).toNanos();

  private static final List<Duration> GAPS =
      Stream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
          .map(Duration::ofMillis)
          .toList();

  private final Counter protocolErrors;
  private final MeterFamily<Counter> eventStreams;
  private final Timer eventGapTimer;
  private final MeterFamily<Counter> actions;
  private final MeterFamily<Counter> findings;
  private final MeterFamily<Counter> tokens;
  private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARN_EVERY);

  /** {@code most} bounds the distinct values of each label that has no bound of its own. */
  public StreamMetrics(MeterRegistry registry, int most) {
    this(
        registry,
        MetricLabel.capped("project_id", most),
        MetricLabel.capped("model", most),
        MetricLabel.capped("rule_id", most));
  }

  /** With labels that may be shared with whoever else counts by them. */
  public StreamMetrics(
      MeterRegistry registry, MetricLabel projects, MetricLabel models, MetricLabel rules) {
    MetricLabel action = MetricLabel.of("action");
    protocolErrors = registry.counter("extproc_protocol_errors_total");
    eventStreams = MeterFamily.counters(registry, "sse_streams_total", MetricLabel.of("end"));
    eventGapTimer = MeterFamily.timers(registry, "sse_event_gap", GAPS).of();
    actions =
        MeterFamily.counters(registry, "ai_gateway_dlp_actions_total", action, rules, projects);
    findings = MeterFamily.counters(registry, "dlp_findings_total", MetricLabel.of("kind"), action);
    tokens =
        MeterFamily.counters(
            registry, "ai_gateway_tokens_total", projects, models, MetricLabel.of("service"));
  }

  /** For the pieces of one event stream. */
  EventGapTimer eventGapTimer() {
    return new EventGapTimer(eventGapTimer);
  }

  /** Counts, and now and then logs, that Envoy speaks in a way that cannot be served. */
  void countProtocolError(UnsupportedEnvoyConfigException problem) {
    protocolErrors.increment();
    long last = warnedAt.get();
    long now = System.nanoTime();
    if (now - last >= WARN_EVERY && warnedAt.compareAndSet(last, now)) {
      log.warn("a stream was refused: {}", problem.getMessage());
    }
  }

  void recordEnd(ExchangeOutcome ledger, StreamEnd end) {
    if (ledger.isEventStream()) {
      eventStreams.of(endOf(ledger, end)).increment();
    }
    if (ledger.isInspected()) {
      DlpMetadata metadata = ledger.metadata();
      String project = ledger.exchange().project();
      countActions(metadata, project);
      countTokens(metadata.usage(), ledger.exchange(), project);
    }
  }

  private void countActions(DlpMetadata metadata, String project) {
    if (metadata.rules().isEmpty()) {
      action(metadata.action(), metadata.error().map(DlpErrorCode::name).orElse("-"), project);
    }
    for (RuleCount rule : metadata.rules()) {
      action(rule.action(), rule.rule(), project);
      findings.of(rule.kind(), rule.action().label()).increment((double) rule.count());
    }
  }

  private void action(RuleAction action, String rule, String project) {
    actions.of(action.label(), rule, project).increment();
  }

  private void countTokens(TokenUsage usage, ExchangeContext exchange, String project) {
    int count = usage.inputTokens().orElse(0) + usage.outputTokens().orElse(0);
    if (count > 0) {
      tokens.of(project, exchange.model(), exchange.service()).increment(count);
    }
  }

  private static String endOf(ExchangeOutcome ledger, StreamEnd end) {
    if (ledger.errorCode().isPresent()) {
      return switch (ledger.errorCode().get()) {
        case DLP_BLOCKED -> "blocked";
        case DLP_STREAM_BUFFER_OVERFLOW -> "overflow";
        default -> "failed";
      };
    }
    return end.name().toLowerCase(Locale.ROOT);
  }

  /** How long each piece of one event stream came after the one before. */
  static final class EventGapTimer {
    private final Timer gaps;
    private boolean begun;
    private long last;

    EventGapTimer(Timer gaps) {
      this.gaps = gaps;
    }

    void recordGap() {
      long now = System.nanoTime();
      if (begun) {
        gaps.record(now - last, TimeUnit.NANOSECONDS);
      }
      begun = true;
      last = now;
    }
  }
}
