package dev.sluice.extproc.stream;

import dev.sluice.extproc.inspect.Outcome.RuleCount;
import dev.sluice.extproc.inspect.Usage;
import dev.sluice.extproc.policy.Action;
import dev.sluice.extproc.response.DlpMetadata;
import dev.sluice.extproc.response.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what streams came to; labels that clients choose have a cap. */
public final class StreamMetrics {
  private static final Logger log = LoggerFactory.getLogger(StreamMetrics.class);
  private static final long WARN_EVERY = Duration.ofMinutes(1).toNanos();

  private final MeterRegistry registry;
  private final CappedLabel projects;
  private final CappedLabel models;
  private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARN_EVERY);

  /** {@code maxProjects} bounds the distinct values of {@code project_id} and of {@code model}. */
  public StreamMetrics(MeterRegistry registry, int maxProjects) {
    this.registry = registry;
    this.projects = new CappedLabel(maxProjects);
    this.models = new CappedLabel(maxProjects);
  }

  /** Counts, and now and then logs, that Envoy speaks in a way that cannot be served. */
  void refusedProtocol(ProtocolException problem) {
    registry.counter("extproc_protocol_errors_total").increment();
    long last = warnedAt.get();
    long now = System.nanoTime();
    if (now - last >= WARN_EVERY && warnedAt.compareAndSet(last, now)) {
      log.warn("a stream was refused: {}", problem.getMessage());
    }
  }

  void finished(Ledger ledger, StreamEnd end) {
    if (ledger.isEventStream()) {
      registry.counter("sse_streams_total", "end", endOf(ledger, end)).increment();
    }
    if (ledger.concerned()) {
      DlpMetadata metadata = ledger.metadata();
      String project = projects.of(ledger.exchange().project());
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
      registry
          .counter("dlp_findings_total", "kind", rule.kind(), "action", lower(rule.action()))
          .increment((double) rule.count());
    }
  }

  private void action(Action action, String rule, String project) {
    registry
        .counter(
            "ai_gateway_dlp_actions_total",
            "action",
            lower(action),
            "rule_id",
            rule,
            "project_id",
            project)
        .increment();
  }

  private void countTokens(Usage usage, Exchange exchange, String project) {
    int tokens = usage.inputTokens().orElse(0) + usage.outputTokens().orElse(0);
    if (tokens > 0) {
      registry
          .counter(
              "ai_gateway_tokens_total",
              "project_id",
              project,
              "model",
              models.of(exchange.model()),
              "service",
              exchange.target())
          .increment(tokens);
    }
  }

  private static String lower(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
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
