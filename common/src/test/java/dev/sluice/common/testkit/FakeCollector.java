package dev.sluice.common.testkit;

import dev.sluice.common.config.HostPort;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc.LogsServiceImplBase;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc.TraceServiceImplBase;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A fake OpenTelemetry collector over gRPC that stores what it receives. */
public final class FakeCollector implements AutoCloseable {
  /**
   * A span with its service.
   *
   * @param service the name of the sender
   */
  public record Taken(String service, Span span) {
    public String traceId() {
      return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    public String id() {
      return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    public String parent() {
      return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    /** Returns an attribute as text, or an empty text. */
    public String attribute(String key) {
      return span.getAttributesList().stream()
          .filter(attribute -> attribute.getKey().equals(key))
          .map(Taken::text)
          .findFirst()
          .orElse("");
    }

    private static String text(KeyValue attribute) {
      return attribute.getValue().hasIntValue()
          ? Long.toString(attribute.getValue().getIntValue())
          : attribute.getValue().getStringValue();
    }
  }

  private final List<Taken> spans = new CopyOnWriteArrayList<>();
  private final List<LogRecord> logs = new CopyOnWriteArrayList<>();
  private final Server server;
  private volatile Function<List<LogRecord>, ExportLogsServiceResponse> answer =
      records -> ExportLogsServiceResponse.getDefaultInstance();

  /** Starts a collector on a free port. */
  public FakeCollector() {
    this(0);
  }

  public FakeCollector(int port) {
    try {
      server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .maxInboundMessageSize(64 << 20)
              .addService(new Traces())
              .addService(new Logs())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public HostPort address() {
    return new HostPort("127.0.0.1", server.getPort());
  }

  /** Returns the received spans. */
  public List<Taken> spans() {
    return List.copyOf(spans);
  }

  /** Returns the accepted log records. */
  public List<LogRecord> logs() {
    return List.copyOf(logs);
  }

  /** Sets the response to log records; a {@link StatusRuntimeException} rejects all of them. */
  public void answering(Function<List<LogRecord>, ExportLogsServiceResponse> answer) {
    this.answer = answer;
  }

  @Override
  public void close() {
    try {
      boolean _ = server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String service(ResourceSpans sent) {
    return sent.getResource().getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("service.name"))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  private final class Traces extends TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
      for (ResourceSpans sent : request.getResourceSpansList()) {
        for (ScopeSpans scope : sent.getScopeSpansList()) {
          scope.getSpansList().forEach(span -> spans.add(new Taken(service(sent), span)));
        }
      }
      observer.onNext(ExportTraceServiceResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }

  private final class Logs extends LogsServiceImplBase {
    @Override
    public void export(
        ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> observer) {
      List<LogRecord> records =
          request.getResourceLogsList().stream()
              .flatMap(sent -> sent.getScopeLogsList().stream())
              .flatMap(scope -> scope.getLogRecordsList().stream())
              .toList();
      try {
        ExportLogsServiceResponse response = answer.apply(records);
        logs.addAll(records);
        observer.onNext(response);
        observer.onCompleted();
      } catch (StatusRuntimeException e) {
        observer.onError(e);
      }
    }
  }
}
