package dev.sluice.common.tracing;

import dev.sluice.common.BuildVersion;
import dev.sluice.common.grpc.OtlpCollectorConfig;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptors;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A tracer that sends the spans of sampled calls to a collector. Envoy decides about sampling. A
 * call without a trace starts none.
 */
final class OtlpCallTracer implements CallTracer, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LAST_CHANCE = Duration.ofSeconds(3);
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system");

  /**
   * The span limits. No attribute of the server is as long, and one from a caller must not be
   * longer.
   */
  private static final SpanLimits LIMITS =
      SpanLimits.builder().setMaxNumberOfAttributes(64).setMaxAttributeValueLength(256).build();

  private final ManagedChannel channel;
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  OtlpCallTracer(OtlpCollectorConfig target, String server, SpanCounters counts) {
    channel = target.channel();
    SpanQueue queue = new SpanQueue(exporter(channel), counts);
    provider =
        SdkTracerProvider.builder()
            .setResource(resource(server))
            .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
            .setSpanLimits(LIMITS)
            .addSpanProcessor(queue)
            .build();
    tracer = provider.get("dev.sluice", BuildVersion.read());
  }

  // Uses the project's own channel, so that spans use the same address and TLS as records. The
  // library offers no other way to set one.
  @SuppressWarnings("deprecation")
  private static SpanExporter exporter(ManagedChannel channel) {
    return OtlpGrpcSpanExporter.builder().setChannel(channel).setTimeout(TIMEOUT).build();
  }

  private static Resource resource(String server) {
    return Resource.create(
        Attributes.of(
            AttributeKey.stringKey("service.namespace"),
            "sluice",
            AttributeKey.stringKey("service.name"),
            server,
            AttributeKey.stringKey("service.version"),
            BuildVersion.read()));
  }

  @Override
  public BindableService intercept(BindableService service) {
    return () -> ServerInterceptors.intercept(service, new TraceContextInterceptor());
  }

  @Override
  public TraceSpan startSpan() {
    TraceContextInterceptor.TracedCall call = TraceContextInterceptor.current();
    return call == null ? TraceSpan.NONE : new RecordedSpan(started(call));
  }

  private Span started(TraceContextInterceptor.TracedCall call) {
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            call.parent().traceId(),
            call.parent().spanId(),
            TraceFlags.getSampled(),
            TraceState.getDefault());
    return tracer
        .spanBuilder(call.method())
        .setParent(Context.root().with(Span.wrap(parent)))
        .setSpanKind(SpanKind.SERVER)
        .setAttribute(SYSTEM, "grpc")
        .startSpan();
  }

  /** Exports the queued spans, unless the collector is unavailable. */
  @Override
  public void close() {
    provider.shutdown().join(LAST_CHANCE.toMillis(), TimeUnit.MILLISECONDS);
    channel.shutdownNow();
  }

  /** A span that is exported after its end. */
  private record RecordedSpan(Span span) implements TraceSpan {
    @Override
    public boolean isRecording() {
      return true;
    }

    @Override
    public void setText(String key, String value) {
      if (!value.isEmpty()) {
        span.setAttribute(key, value);
      }
    }

    @Override
    public void setNumber(String key, long value) {
      span.setAttribute(key, value);
    }

    @Override
    public void markFailed() {
      span.setStatus(StatusCode.ERROR);
    }

    @Override
    public String traceId() {
      return span.getSpanContext().getTraceId();
    }

    @Override
    public String spanId() {
      return span.getSpanContext().getSpanId();
    }

    @Override
    public void end() {
      span.end();
    }
  }
}
