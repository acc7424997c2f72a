package dev.sluice.common.tracing;

import dev.sluice.common.grpc.OtlpCollectorConfig;
import dev.sluice.common.lifecycle.ServerParts;
import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** A tracer that starts spans in the traces of calls. */
public interface CallTracer {
  /** A tracer that records nothing and reads nothing of a call. */
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

  /**
   * Returns a tracer that exports to the collector, or {@link #OFF} without one, in which case no
   * tracing class is loaded.
   */
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

  /** Returns the service with an interceptor that reads the trace of each call. */
  BindableService intercept(BindableService service);

  /** Starts a span of the current call, as a child of Envoy's span. */
  TraceSpan startSpan();
}
