package dev.sluice.common.tracing;

import dev.sluice.common.lifecycle.Parts;
import dev.sluice.common.otlp.OtlpTarget;
import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** Begins spans under the traces that calls belong to. */
public interface Traces {
  /** Nothing is recorded, and nothing of a call is looked at. */
  Traces OFF =
      new Traces() {
        @Override
        public BindableService reading(BindableService service) {
          return service;
        }

        @Override
        public TraceSpan begin() {
          return TraceSpan.NONE;
        }
      };

  /** What goes to the collector, if there is one; nothing of it is loaded otherwise. */
  static Traces open(
      Optional<OtlpTarget> collector, String server, Parts parts, MeterRegistry metrics) {
    SpanCounts counts = SpanCounts.in(metrics);
    return collector
        .<Traces>map(target -> parts.add("traces", new OtlpTraces(target, server, counts)))
        .orElse(OFF);
  }

  /** The service, with the traces of its calls read. */
  BindableService reading(BindableService service);

  /** A span of the call that is being taken, under the span of Envoy's that made it. */
  TraceSpan begin();
}
