package dev.sluice.extproc.accesslog;

import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.extproc.wire.AccessLogMessageView;
import io.envoyproxy.envoy.service.accesslog.v3.AccessLogServiceGrpc;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsResponse;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Envoy's access log service. Records are made on a thread of its own, for nobody waits for them,
 * but for what the event loop does. A stream may have so many messages under way to the disk; then
 * it is not read on, and HTTP/2 holds Envoy back.
 */
public final class AccessLogService implements BindableService, AutoCloseable {
  private static final int WINDOW = 256;
  private static final MethodDescriptor<AccessLogMessageView, StreamAccessLogsResponse> STREAM =
      AccessLogServiceGrpc.getStreamAccessLogsMethod().toBuilder(
              AccessLogMessageView.marshaller(),
              ProtoUtils.marshaller(StreamAccessLogsResponse.getDefaultInstance()))
          .build();

  private final AccessLogEntryReader entries;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("access-log").factory());

  /** {@code trail} takes a record and completes when it needs no more care. */
  public AccessLogService(
      Function<AuditRecord, CompletionStage<Void>> trail,
      Clock clock,
      RouteMetadataSource inForce,
      ExchangeMetrics figures,
      MeterRegistry metrics) {
    this.entries =
        new AccessLogEntryReader(
            new ExchangeRecordBuilder(clock), inForce, figures, trail, metrics);
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(AccessLogServiceGrpc.SERVICE_NAME)
        .addMethod(STREAM, ServerCalls.asyncClientStreamingCall(this::taken))
        .build();
  }

  private StreamObserver<AccessLogMessageView> taken(
      StreamObserver<StreamAccessLogsResponse> answers) {
    var peer = (ServerCallStreamObserver<StreamAccessLogsResponse>) answers;
    peer.disableAutoRequest();
    peer.request(WINDOW);
    return new StreamObserver<>() {
      @Override
      public void onNext(AccessLogMessageView message) {
        thread.execute(() -> entries.read(message, () -> peer.request(1)));
      }

      @Override
      public void onError(Throwable error) {
        // Envoy went away or reconnects; what it sent has been taken.
      }

      @Override
      public void onCompleted() {
        thread.execute(() -> {
          peer.onNext(StreamAccessLogsResponse.getDefaultInstance());
          peer.onCompleted();
        });
      }
    };
  }

  /** Makes the records of what has come. */
  @Override
  public void close() {
    thread.close();
  }
}
