package dev.sluice.extproc.accesslog;

import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.common.telemetry.ExchangeLogContext;
import dev.sluice.common.telemetry.ExemplarContext;
import dev.sluice.common.tracing.TraceParent;
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

/** Takes Envoy's messages apart and sees that each ended exchange gets its record. */
final class AccessLogEntryReader {
  private static final Logger log = LoggerFactory.getLogger(AccessLogEntryReader.class);

  private final ExchangeRecordBuilder maker;
  private final RouteMetadataSource inForce;
  private final ExchangeMetrics figures;
  private final Function<AuditRecord, CompletionStage<Void>> trail;
  private final Counter recorded;
  private final Counter passedOver;
  private final Counter unreadable;

  AccessLogEntryReader(
      ExchangeRecordBuilder maker,
      RouteMetadataSource inForce,
      ExchangeMetrics figures,
      Function<AuditRecord, CompletionStage<Void>> trail,
      MeterRegistry metrics) {
    this.maker = maker;
    this.inForce = inForce;
    this.figures = figures;
    this.trail = trail;
    this.recorded = metrics.counter("accesslog.entries", "kind", "recorded");
    this.passedOver = metrics.counter("accesslog.entries", "kind", "passed_over");
    this.unreadable = metrics.counter("accesslog.entries", "kind", "unreadable");
  }

  /** Reads one message; {@code done} runs when its records need no more care. */
  void read(AccessLogMessageView message, Runnable done) {
    List<CompletableFuture<Void>> records = new ArrayList<>();
    for (AccessLogEntryView entry : message.entries()) {
      made(entry).map(trail).map(CompletionStage::toCompletableFuture).ifPresent(records::add);
    }
    passedOver.increment(message.tcpEntryCount());
    CompletionStage<Void> all =
        CompletableFuture.allOf(records.toArray(CompletableFuture<?>[]::new));
    all.whenComplete((_, _) -> done.run());
  }

  /** Whatever becomes of the figures, the record is made. */
  private void recordMetrics(LoggedExchange exchange, ExchangeEnrichment told) {
    try {
      Optional<TraceParent> trace = exchange.exemplarTrace();
      ExemplarContext.record(
          trace.map(TraceParent::traceId).orElse(""),
          trace.map(TraceParent::spanId).orElse(""),
          () -> figures.record(exchange, told));
    } catch (RuntimeException e) {
      try (var _ = logged(exchange.entry())) {
        log.error("An exchange could not be counted ({})", e.getClass().getName());
      }
    }
  }

  /** By what Envoy has as it is, for something of the entry is not as it should be. */
  private static ExchangeLogContext logged(AccessLogEntryView entry) {
    return ExchangeLogContext.of(
        entry.request().header("x-correlation-id"), entry.common().tag("trace_id"));
  }

  private AuditRecord record(LoggedExchange exchange) {
    ExchangeEnrichment told = ExchangeEnrichment.of(exchange, inForce);
    AuditRecord record = maker.record(exchange, told);
    recordMetrics(exchange, told);
    return record;
  }

  private Optional<AuditRecord> made(AccessLogEntryView entry) {
    try {
      Optional<LoggedExchange> ended = LoggedExchange.ended(entry);
      Optional<AuditRecord> record = ended.map(this::record);
      (record.isPresent() ? recorded : passedOver).increment();
      return record;
    } catch (RuntimeException e) {
      // The message may quote the entry, so it is not told.
      try (var _ = logged(entry)) {
        log.error("An access log entry could not be read ({})", e.getClass().getName());
      }
      unreadable.increment();
      return Optional.empty();
    }
  }
}
