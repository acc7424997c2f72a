package dev.sluice.common.audit;

import dev.sluice.common.audit.sink.AuditSink;
import dev.sluice.common.audit.spool.AppendRejection;
import dev.sluice.common.audit.spool.Spool;
import dev.sluice.common.telemetry.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/** The metrics of one audit trail. */
final class AuditMetrics {
  private final MeterRegistry registry;
  private final Counter written;
  private final Counter repeated;
  private final Counter deadLettered;

  AuditMetrics(MeterRegistry registry, List<Spool> spools) {
    this.registry = registry;
    this.written = registry.counter("audit.written");
    this.repeated = registry.counter("audit.repeated");
    this.deadLettered = registry.counter("audit.parked");
    Gauge.builder("audit.queue.depth", () -> sum(spools, Spool::depth)).register(registry);
    Gauge.builder("audit.spool.bytes", () -> sum(spools, Spool::diskBytes)).register(registry);
    Gauge.builder("audit.spool.limit.bytes", () -> sum(spools, Spool::maxBytes)).register(registry);
    Telemetry.exposeDiskSpace(registry, spools.getFirst().directory());
    // Registered at the start, so that the first lost record is visible as an increase.
    for (AppendRejection rejection : AppendRejection.values()) {
      var _ = lostRecords(rejection.label());
    }
    var _ = lostRecords("damaged");
  }

  private static long sum(List<Spool> spools, ToLongFunction<Spool> figure) {
    return spools.stream().mapToLong(figure).sum();
  }

  void delivered(AuditSink.WriteResult done) {
    written.increment(done.inserted());
    repeated.increment(done.duplicates());
    deadLettered.increment(done.deadLettered());
  }

  /** Returns the counter of records that no sink will receive, for one reason. */
  Counter lostRecords(String reason) {
    return registry.counter("audit.lost", "reason", reason);
  }

  void sinkFailed(String reason) {
    registry.counter("audit.sink.failures", "reason", reason).increment();
  }
}
