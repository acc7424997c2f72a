package dev.sluice.extproc.stream;

import dev.sluice.common.telemetry.Label;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.extproc.inspect.Outcome.RuleCount;
import dev.sluice.extproc.inspect.Usage;
import dev.sluice.extproc.policy.Action;
import dev.sluice.extproc.response.DlpMetadata;
import dev.sluice.extproc.response.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
  private final Timer gaps;
  private final MeterFamily<Counter> actions;
  private final MeterFamily<Counter> findings;
  private final MeterFamily<Counter> tokens;
  private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARN_EVERY);

  /** {@code most} bounds the distinct values of each label that has no bound of its own. */
  public StreamMetrics(MeterRegistry registry, int most) {
    this(
        registry,
        Label.capped("project_id", most),
        Label.capped("model", most),
        Label.capped("rule_id", most));
  }

  /** With labels that may be shared with whoever else counts by them. */
  public StreamMetrics(MeterRegistry registry, Label projects, Label models, Label rules) {
    Label action = Label.of("action");
    protocolErrors = registry.counter("extproc_protocol_errors_total");
    eventStreams = MeterFamily.counters(registry, "sse_streams_total", Label.of("end"));
    gaps = MeterFamily.timers(registry, "sse_event_gap", GAPS).of();
    actions =
        MeterFamily.counters(registry, "ai_gateway_dlp_actions_total", action, rules, projects);
    findings = MeterFamily.counters(registry, "dlp_findings_total", Label.of("kind"), action);
    tokens =
        MeterFamily.counters(
            registry, "ai_gateway_tokens_total", projects, models, Label.of("service"));
  }

  /** For the pieces of one event stream. */
  EventGaps gaps() {
    return new EventGaps(gaps);
  }

  /** Counts, and now and then logs, that Envoy speaks in a way that cannot be served. */
  void refusedProtocol(ProtocolException problem) {
    protocolErrors.increment();
    long last = warnedAt.get();
    long now = System.nanoTime();
    if (now - last >= WARN_EVERY && warnedAt.compareAndSet(last, now)) {
      log.warn("a stream was refused: {}", problem.getMessage());
    }
  }

  void finished(Ledger ledger, StreamEnd end) {
    if (ledger.isEventStream()) {
      eventStreams.of(endOf(ledger, end)).increment();
    }
    if (ledger.concerned()) {
      DlpMetadata metadata = ledger.metadata();
      String project = ledger.exchange().project();
      countActions(metadata, project);
      countTokens(metadata.usage(), ledger.exchange(), project);
    }
  }

  private void countActions(DlpMetadata metadata, String project) {
    if (metadata.rules().isEmpty()) {
      action(metadata.action(), metadata.error().map(ErrorCode::name).orElse("-"), project);
    }
    for (RuleCount rule : metadata.rules()) {
      action(rule.action(), rule.rule(), project);
      findings.of(rule.kind(), rule.action().label()).increment((double) rule.count());
    }
  }

  private void action(Action action, String rule, String project) {
    actions.of(action.label(), rule, project).increment();
  }

  private void countTokens(Usage usage, Exchange exchange, String project) {
    int count = usage.inputTokens().orElse(0) + usage.outputTokens().orElse(0);
    if (count > 0) {
      tokens.of(project, exchange.model(), exchange.target()).increment(count);
    }
  }

  private static String endOf(Ledger ledger, StreamEnd end) {
    if (ledger.refusal().isPresent()) {
      return switch (ledger.refusal().get()) {
        case DLP_BLOCKED -> "blocked";
        case DLP_STREAM_BUFFER_OVERFLOW -> "overflow";
        default -> "failed";
      };
    }
    return end.name().toLowerCase(Locale.ROOT);
  }
}
