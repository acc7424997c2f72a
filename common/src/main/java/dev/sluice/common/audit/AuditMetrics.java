package dev.sluice.common.audit;

import dev.sluice.common.audit.spool.Refusal;
import dev.sluice.common.audit.spool.Spool;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/** The figures of one audit trail. */
final class AuditMetrics {
  private final MeterRegistry registry;
  private final Counter written;
  private final Counter repeated;
  private final Counter parked;

  AuditMetrics(MeterRegistry registry, List<Spool> spools) {
    this.registry = registry;
    this.written = registry.counter("audit.written");
    this.repeated = registry.counter("audit.repeated");
    this.parked = registry.counter("audit.parked");
    Gauge.builder("audit.queue.depth", () -> sum(spools, Spool::depth)).register(registry);
    Gauge.builder("audit.spool.bytes", () -> sum(spools, Spool::bytes)).register(registry);
    // A reason that is there from the beginning is seen when it first counts.
    for (Refusal refusal : Refusal.values()) {
      var _ = lost(refusal.label());
    }
    var _ = lost("damaged");
  }

  private static long sum(List<Spool> spools, ToLongFunction<Spool> figure) {
    return spools.stream().mapToLong(figure).sum();
  }

  void delivered(AuditSink.Written done) {
    written.increment(done.added());
    repeated.increment(done.repeated());
    parked.increment(done.parked());
  }

  /** A record that will be in no sink, and why. */
  Counter lost(String reason) {
    return registry.counter("audit.lost", "reason", reason);
  }

  void sinkFailed(String reason) {
    registry.counter("audit.sink.failures", "reason", reason).increment();
  }
}
