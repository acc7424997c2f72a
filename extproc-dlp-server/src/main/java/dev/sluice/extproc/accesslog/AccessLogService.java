package dev.sluice.extproc.accesslog;

import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.extproc.backend.UpstreamTotals;
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
 * The gRPC access log service of Envoy. It builds records on a thread of its own, because nobody
 * waits for them and event loops stay free. A stream may have a limited number of messages on the
 * way to the disk; beyond it the service stops reading, and HTTP/2 flow control slows Envoy down.
 */
public final class AccessLogService implements BindableService, AutoCloseable {
  private static final int WINDOW = 256;
  private static final MethodDescriptor<AccessLogMessageView, StreamAccessLogsResponse> STREAM =
      AccessLogServiceGrpc.getStreamAccessLogsMethod().toBuilder(
              AccessLogMessageView.marshaller(),
              ProtoUtils.marshaller(StreamAccessLogsResponse.getDefaultInstance()))
          .build();

  private final AccessLogEntryReader entries;
  private volatile boolean stopping;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("access-log").factory());

  /** Creates the service; {@code trail} accepts a record and completes when the record is safe. */
  public AccessLogService(
      Function<AuditRecord, CompletionStage<Void>> trail,
      Clock clock,
      RouteMetadataSource inForce,
      ExchangeMetrics figures,
      UpstreamTotals upstreams,
      MeterRegistry metrics) {
    this.entries =
        new AccessLogEntryReader(
            new ExchangeRecordBuilder(clock), inForce, figures, upstreams, trail, metrics);
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
    // Without a handler, a reply to a peer that has left would throw.
    peer.setOnCancelHandler(() -> {});
    peer.request(WINDOW);
    return new StreamObserver<>() {
      private boolean ended;

      @Override
      public void onNext(AccessLogMessageView message) {
        thread.execute(() -> entries.read(message, () -> peer.request(1)));
        // Not before, because the thread stops when the last stream has ended.
        if (stopping) {
          end();
        }
      }

      @Override
      public void onError(Throwable error) {
        // Envoy leaves or reconnects; its earlier messages are processed in any case.
      }

      @Override
      public void onCompleted() {
        thread.execute(this::end);
      }

      private synchronized void end() {
        if (!ended) {
          ended = true;
          peer.onNext(StreamAccessLogsResponse.getDefaultInstance());
          peer.onCompleted();
        }
      }
    };
  }

  /**
   * Ends each stream after its next message. Envoy batches entries, so none is on its way then. It
   * opens the next stream on another server.
   */
  public void endStreams() {
    stopping = true;
  }

  /** Builds the records of all received messages. */
  @Override
  public void close() {
    thread.close();
  }
}
