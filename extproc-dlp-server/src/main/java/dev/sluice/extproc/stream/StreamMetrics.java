package dev.sluice.extproc.stream;

import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.extproc.finding.InspectionOutcome.RuleCount;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.model.ChosenModel;
import dev.sluice.extproc.policy.ModelRules.ModelVerdict;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.DlpMetadata;
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

/** The metrics of streams; labels that clients choose have a bounded number of values. */
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
  private final MeterFamily<Counter> failovers;
  private final MeterFamily<Counter> modelRules;
  private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARN_EVERY);

  /**
   * Creates the meters; {@code most} bounds the distinct values of each label without a bound of
   * its own.
   */
  public StreamMetrics(MeterRegistry registry, int most) {
    this(
        registry,
        MetricLabel.capped("project_id", most),
        MetricLabel.capped("model", most),
        MetricLabel.capped("rule_id", most));
  }

  /** Creates the meters with labels that other metrics may share. */
  public StreamMetrics(
      MeterRegistry registry, MetricLabel projects, MetricLabel models, MetricLabel rules) {
    MetricLabel action = MetricLabel.of("action");
    protocolErrors = registry.counter("extproc_protocol_errors_total");
    eventStreams = MeterFamily.counters(registry, "sse_streams_total", MetricLabel.of("end"));
    eventGapTimer = MeterFamily.timers(registry, "sse_event_gap", GAPS).of();
    actions =
        MeterFamily.counters(registry, "ai_gateway_dlp_actions_total", action, rules, projects);
    findings = MeterFamily.counters(registry, "dlp_findings_total", MetricLabel.of("kind"), action);
    failovers = MeterFamily.counters(registry, "llm_failover_total", models);
    modelRules =
        MeterFamily.counters(registry, "llm_model_rules_total", rules, MetricLabel.of("mode"));
    tokens =
        MeterFamily.counters(
            registry, "ai_gateway_tokens_total", projects, models, MetricLabel.of("service"));
  }

  /** Returns a timer for the gaps of one event stream. */
  EventGapTimer eventGapTimer() {
    return new EventGapTimer(eventGapTimer);
  }

  /** Counts a stream that an unsupported Envoy configuration ends; logs at most one per minute. */
  void countProtocolError(UnsupportedEnvoyConfigException problem) {
    protocolErrors.increment();
    long last = warnedAt.get();
    long now = System.nanoTime();
    if (now - last >= WARN_EVERY && warnedAt.compareAndSet(last, now)) {
      log.warn("a stream was refused: {}", problem.getMessage());
    }
  }

  void recordEnd(ExchangeOutcome outcome, StreamEnd end) {
    outcome
        .chosenModel()
        .filter(ChosenModel::failover)
        .ifPresent(model -> failovers.of(model.alias()).increment());
    ModelVerdict verdict = outcome.modelVerdict();
    verdict.rule().ifPresent(rule -> modelRules.of(rule, "enforce").increment());
    verdict.shadow().forEach(rule -> modelRules.of(rule, "shadow").increment());
    if (outcome.isEventStream()) {
      eventStreams.of(endOf(outcome, end)).increment();
    }
    if (outcome.isInspected()) {
      DlpMetadata metadata = outcome.metadata();
      String project = outcome.exchange().project();
      countActions(metadata, project);
      countTokens(metadata.usage(), outcome, project);
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

  private void countTokens(TokenUsage usage, ExchangeOutcome outcome, String project) {
    int count = usage.inputTokens().orElse(0) + usage.outputTokens().orElse(0);
    if (count > 0) {
      tokens.of(project, outcome.model(), outcome.exchange().service()).increment(count);
    }
  }

  private static String endOf(ExchangeOutcome outcome, StreamEnd end) {
    if (outcome.errorCode().isPresent()) {
      return switch (outcome.errorCode().get()) {
        case DLP_BLOCKED -> "blocked";
        case DLP_STREAM_BUFFER_OVERFLOW -> "overflow";
        case TOKEN_BUDGET_EXCEEDED -> "over_budget";
        default -> "failed";
      };
    }
    return end.name().toLowerCase(Locale.ROOT);
  }

  /** A timer of the gaps between the body messages of one event stream. */
  static final class EventGapTimer {
    private final Timer gaps;
    private boolean started;
    private long last;

    EventGapTimer(Timer gaps) {
      this.gaps = gaps;
    }

    void recordGap() {
      long now = System.nanoTime();
      if (started) {
        gaps.record(now - last, TimeUnit.NANOSECONDS);
      }
      started = true;
      last = now;
    }
  }
}
