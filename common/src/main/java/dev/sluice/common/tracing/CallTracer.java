package dev.sluice.common.tracing;

import dev.sluice.common.grpc.OtlpCollectorConfig;
import dev.sluice.common.lifecycle.ServerParts;
import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** Begins spans under the traces that calls belong to. */
public interface CallTracer {
  /** Nothing is recorded, and nothing of a call is looked at. */
  CallTracer OFF =
      new CallTracer() {
        @Override
        public BindableService intercept(BindableService service) {
          return service;
        }

        @Override
        public TraceSpan startSpan() {
          return TraceSpan.NONE;
        }
      };

  /** What goes to the collector, if there is one; nothing of it is loaded otherwise. */
  static CallTracer open(
      Optional<OtlpCollectorConfig> collector,
      String server,
      ServerParts parts,
      MeterRegistry metrics) {
    SpanCounters counts = SpanCounters.register(metrics);
    return collector
        .<CallTracer>map(target -> parts.add("traces", new OtlpCallTracer(target, server, counts)))
        .orElse(OFF);
  }

  /** The service, with the traces of its calls read. */
  BindableService intercept(BindableService service);

  /** A span of the call that is being taken, under the span of Envoy's that made it. */
  TraceSpan startSpan();
}
