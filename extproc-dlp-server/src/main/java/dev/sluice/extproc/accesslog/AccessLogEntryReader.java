package dev.sluice.extproc.accesslog;

import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.common.telemetry.ExchangeLogContext;
import dev.sluice.common.telemetry.ExemplarContext;
import dev.sluice.common.tracing.TraceParent;
import dev.sluice.extproc.backend.UpstreamTotals;
import dev.sluice.extproc.wire.AccessLogEntryView;
import dev.sluice.extproc.wire.AccessLogMessageView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader of Envoy's log messages that appends a record for each ended exchange. */
final class AccessLogEntryReader {
  private static final Logger log = LoggerFactory.getLogger(AccessLogEntryReader.class);

  private final ExchangeRecordBuilder builder;
  private final RouteMetadataSource routes;
  private final ExchangeMetrics metrics;
  private final UpstreamTotals upstreams;
  private final Function<AuditRecord, CompletionStage<Void>> appender;
  private final Counter recorded;
  private final Counter skipped;
  private final Counter unreadable;

  AccessLogEntryReader(
      ExchangeRecordBuilder builder,
      RouteMetadataSource routes,
      ExchangeMetrics metrics,
      UpstreamTotals upstreams,
      Function<AuditRecord, CompletionStage<Void>> appender,
      MeterRegistry registry) {
    this.builder = builder;
    this.routes = routes;
    this.metrics = metrics;
    this.upstreams = upstreams;
    this.appender = appender;
    this.recorded = registry.counter("accesslog.entries", "kind", "recorded");
    this.skipped = registry.counter("accesslog.entries", "kind", "passed_over");
    this.unreadable = registry.counter("accesslog.entries", "kind", "unreadable");
  }

  /** Reads one message; {@code done} runs when its records are safe. */
  void read(AccessLogMessageView message, Runnable done) {
    List<CompletableFuture<Void>> records = new ArrayList<>();
    for (AccessLogEntryView entry : message.entries()) {
      toRecord(entry)
          .map(appender)
          .map(CompletionStage::toCompletableFuture)
          .ifPresent(records::add);
    }
    skipped.increment(message.tcpEntryCount());
    CompletionStage<Void> all =
        CompletableFuture.allOf(records.toArray(CompletableFuture<?>[]::new));
    all.whenComplete((_, _) -> done.run());
  }

  /** Records the metrics; an error never prevents the record. */
  private void recordMetrics(LoggedExchange exchange, ExchangeEnrichment enrichment) {
    try {
      exchange
          .backendId()
          .ifPresent(backend ->
              upstreams
                  .backends()
                  .add(backend, exchange.backendStatus(), exchange.upstreamLatency()));
      String route = exchange.decision().text("route");
      routes
          .slowAfter(route)
          .flatMap(slowAfter -> UpstreamOutcome.of(exchange, slowAfter))
          .ifPresent(outcome -> upstreams.routes().add(route, outcome.failed(), outcome.slow()));
      Optional<TraceParent> trace = exchange.exemplarTrace();
      ExemplarContext.record(
          trace.map(TraceParent::traceId).orElse(""),
          trace.map(TraceParent::spanId).orElse(""),
          () -> metrics.record(exchange, enrichment));
    } catch (RuntimeException e) {
      try (var _ = logged(exchange.entry())) {
        log.error("An exchange could not be counted ({})", e.getClass().getName());
      }
    }
  }

  /**
   * Returns a log context from Envoy's own fields, because other parts of the entry may be invalid.
   */
  private static ExchangeLogContext logged(AccessLogEntryView entry) {
    return ExchangeLogContext.of(
        entry.request().header("x-correlation-id"), entry.common().tag("trace_id"));
  }

  private AuditRecord record(LoggedExchange exchange) {
    ExchangeEnrichment enrichment = ExchangeEnrichment.of(exchange, routes);
    AuditRecord record = builder.record(exchange, enrichment);
    recordMetrics(exchange, enrichment);
    return record;
  }

  private Optional<AuditRecord> toRecord(AccessLogEntryView entry) {
    try {
      Optional<LoggedExchange> ended = LoggedExchange.ended(entry);
      Optional<AuditRecord> record = ended.map(this::record);
      (record.isPresent() ? recorded : skipped).increment();
      return record;
    } catch (RuntimeException e) {
      // The message is not logged because it may quote the entry.
      try (var _ = logged(entry)) {
        log.error("An access log entry could not be read ({})", e.getClass().getName());
      }
      unreadable.increment();
      return Optional.empty();
    }
  }
}
