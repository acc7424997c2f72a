package dev.sluice.extproc.accesslog;

import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.telemetry.ExchangeLog;
import dev.sluice.common.telemetry.Exemplars;
import dev.sluice.common.tracing.TraceParent;
import dev.sluice.extproc.wire.LogEntry;
import dev.sluice.extproc.wire.LogMessage;
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
final class EntryReader {
  private static final Logger log = LoggerFactory.getLogger(EntryReader.class);

  private final RecordMaker maker;
  private final InForce inForce;
  private final ExchangeFigures figures;
  private final Function<AuditRecord, CompletionStage<Void>> trail;
  private final Counter recorded;
  private final Counter passedOver;
  private final Counter unreadable;

  EntryReader(
      RecordMaker maker,
      InForce inForce,
      ExchangeFigures figures,
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
  void read(LogMessage message, Runnable done) {
    List<CompletableFuture<Void>> records = new ArrayList<>();
    for (LogEntry entry : message.entries()) {
      made(entry).map(trail).map(CompletionStage::toCompletableFuture).ifPresent(records::add);
    }
    passedOver.increment(message.connections());
    CompletionStage<Void> all =
        CompletableFuture.allOf(records.toArray(CompletableFuture<?>[]::new));
    all.whenComplete((_, _) -> done.run());
  }

  /** Whatever becomes of the figures, the record is made. */
  private void count(Exchange exchange, Told told) {
    try {
      Optional<TraceParent> trace = exchange.example();
      Exemplars.of(
          trace.map(TraceParent::traceId).orElse(""),
          trace.map(TraceParent::spanId).orElse(""),
          () -> figures.ended(exchange, told));
    } catch (RuntimeException e) {
      try (var _ = logged(exchange.entry())) {
        log.error("An exchange could not be counted ({})", e.getClass().getName());
      }
    }
  }

  /** By what Envoy has as it is, for something of the entry is not as it should be. */
  private static ExchangeLog logged(LogEntry entry) {
    return ExchangeLog.of(
        entry.request().header("x-correlation-id"), entry.common().tag("trace_id"));
  }

  private AuditRecord record(Exchange exchange) {
    Told told = Told.of(exchange, inForce);
    AuditRecord record = maker.record(exchange, told);
    count(exchange, told);
    return record;
  }

  private Optional<AuditRecord> made(LogEntry entry) {
    try {
      Optional<Exchange> ended = Exchange.ended(entry);
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
