package dev.sluice.common.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.common.grpc.OtlpCollectorConfig;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.FakeCollector;
import dev.sluice.common.testkit.FakeCollector.Taken;
import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-85")
class OtlpCallTracerTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final FakeCollector collector = new FakeCollector();
  private final ServerParts parts = new ServerParts();
  private final CallTracer traces = traces(collector);
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(traces.intercept(new Spanned(traces)))
            .build()
            .start();
    channel =
        Grpc.newChannelBuilderForAddress(
                "127.0.0.1", server.getPort(), InsecureChannelCredentials.create())
            .build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    boolean _ = server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    parts.close();
    collector.close();
  }

  @Test
  void call_sampled_isChildOfParent() {
    call("00-" + TRACE + "-" + PARENT + "-01");
    Await.until(() -> !collector.spans().isEmpty());
    Taken span = collector.spans().getFirst();
    assertEquals("test-server", span.service());
    assertEquals(TRACE, span.traceId());
    assertEquals(PARENT, span.parent());
    assertEquals("grpc.health.v1.Health/Check", span.span().getName());
    assertEquals(SpanKind.SPAN_KIND_SERVER, span.span().getKind());
    assertEquals("grpc", span.attribute("rpc.system"));
    assertEquals("told", span.attribute("text"));
    assertEquals("7", span.attribute("number"));
    assertEquals("", span.attribute("empty"));
    assertEquals("x".repeat(256), span.attribute("long"));
    assertEquals(StatusCode.STATUS_CODE_ERROR, span.span().getStatus().getCode());
    Await.until(() -> count("exported") == 1);
  }

  @Test
  void call_notSampled_isNotRecorded() {
    call("00-" + TRACE + "-" + PARENT + "-00");
    call("nonsense");
    call(null);
    call("00-" + TRACE + "-" + PARENT + "-01");
    Await.until(() -> !collector.spans().isEmpty());
    parts.close();
    assertEquals(1, collector.spans().size());
  }

  @Test
  void close_queuedSpans_areExported() {
    for (int i = 0; i < 20; i++) {
      call("00-" + TRACE + "-" + PARENT + "-01");
    }
    parts.close();
    assertEquals(20, collector.spans().size());
  }

  @Test
  void collector_unavailable_dropsAndCounts() {
    collector.close();
    TraceParent parent = new TraceParent(TRACE, PARENT);
    TraceContextInterceptor.TracedCall call = new TraceContextInterceptor.TracedCall(parent, "a/B");
    int made = SpanQueue.MOST * 3;
    TraceContextInterceptor.runWithin(
        call,
        () -> {
          for (int i = 0; i < made; i++) {
            traces.startSpan().end();
          }
        });
    parts.close();
    assertEquals(made, count("dropped") + count("failed"));
    assertEquals(0, count("exported"));
  }

  @Test
  void off_intercept_returnsService() {
    BindableService service = new Spanned(CallTracer.OFF);
    assertSame(service, CallTracer.OFF.intercept(service));
    assertSame(TraceSpan.NONE, CallTracer.OFF.startSpan());
    assertSame(CallTracer.OFF, CallTracer.open(Optional.empty(), "x", parts, metrics));
  }

  private CallTracer traces(FakeCollector to) {
    OtlpCollectorConfig target =
        new OtlpCollectorConfig(to.address(), Optional.empty(), Optional.empty());
    return CallTracer.open(Optional.of(target), "test-server", parts, metrics);
  }

  private double count(String result) {
    return metrics.counter("trace.spans", "result", result).count();
  }

  private void call(@Nullable String parent) {
    Metadata headers = new Metadata();
    if (parent != null) {
      headers.put(HEADER, parent);
    }
    HealthCheckResponse _ =
        HealthGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .withDeadlineAfter(10, TimeUnit.SECONDS)
            .check(HealthCheckRequest.getDefaultInstance());
  }

  /** A service that starts a span for each call. */
  private static final class Spanned extends HealthGrpc.HealthImplBase {
    private final CallTracer traces;

    Spanned(CallTracer traces) {
      this.traces = traces;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
      TraceSpan span = traces.startSpan();
      span.setText("text", "told");
      span.setNumber("number", 7);
      span.setText("empty", "");
      span.setText("long", "x".repeat(1_000));
      span.markFailed();
      span.end();
      span.end();
      observer.onNext(HealthCheckResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }
}
