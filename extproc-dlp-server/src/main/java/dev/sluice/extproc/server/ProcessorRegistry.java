package dev.sluice.extproc.server;

import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extproc.stream.ProcessorFactory;
import dev.sluice.extproc.stream.outbound.ResponseSink;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A registry of the open streams: it limits their number and ends idle ones. */
public final class ProcessorRegistry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProcessorRegistry.class);

  private final ProcessorFactory processors;
  private final int maxStreams;
  private final Duration idle;
  private final Set<ProcessorCall> open = ConcurrentHashMap.newKeySet();
  private final Counter refused;
  private final Counter expired;
  private final SlowBodyExecutor slowExecutor;
  private final ScheduledExecutorService sweeper;

  /** Creates the registry; {@code idle} is the longest time without a message from Envoy. */
  // The sweep runs only after the constructor has set every field.
  @SuppressWarnings("FutureReturnValueIgnored")
  public ProcessorRegistry(
      ProcessorFactory processors, int maxStreams, Duration idle, MeterRegistry metrics) {
    this.processors = processors;
    this.maxStreams = maxStreams;
    this.idle = idle;
    Gauge.builder("extproc_streams_active", open, Set::size).register(metrics);
    refused = metrics.counter("extproc_streams_refused_total");
    expired = metrics.counter("extproc_streams_expired_total");
    slowExecutor = new SlowBodyExecutor(metrics);
    sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stream-deadlines").factory());
    long every = Math.clamp(idle.toMillis() / 4, 10, 5_000);
    sweeper.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
  }

  /** Returns the number of open streams. */
  public int size() {
    return open.size();
  }

  StreamObserver<ProcessingRequestView> open(
      ServerCallStreamObserver<EncodedProcessingResponse> peer) {
    return open(peer, TraceSpan.NONE);
  }

  StreamObserver<ProcessingRequestView> open(
      ServerCallStreamObserver<EncodedProcessingResponse> peer, TraceSpan span) {
    if (open.size() >= maxStreams) {
      refused.increment();
      span.markFailed();
      span.end();
      peer.onError(Status.RESOURCE_EXHAUSTED.withDescription("too many streams").asException());
      return new RefusedCall();
    }
    ProcessorCall call =
        new ProcessorCall(peer, processors.open(new GrpcResponseSink(peer), span), slowExecutor);
    open.add(call);
    call.begin(() -> open.remove(call));
    return call;
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    slowExecutor.close();
  }

  private void sweep() {
    long now = System.nanoTime();
    for (ProcessorCall call : open) {
      if (call.idleNanos(now) > idle.toNanos()) {
        expired.increment();
        expire(call);
      }
    }
  }

  /** Ends an idle stream. It never throws, because an exception would end all later sweeps. */
  private void expire(ProcessorCall call) {
    try {
      call.expire();
    } catch (RuntimeException e) {
      try (var _ = call.logged()) {
        log.error("a stream could not be ended: {}", e.getClass().getName());
      }
      open.remove(call);
    }
  }

  /** A stream that was ended before its first message. */
  private static final class RefusedCall implements StreamObserver<ProcessingRequestView> {
    @Override
    public void onNext(ProcessingRequestView message) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }

  /** A sink that sends responses over a gRPC stream. */
  record GrpcResponseSink(ServerCallStreamObserver<EncodedProcessingResponse> peer)
      implements ResponseSink {
    @Override
    public boolean isReady() {
      return peer.isReady();
    }

    @Override
    public void send(EncodedProcessingResponse answer) {
      peer.onNext(answer);
    }

    @Override
    public void complete() {
      peer.onCompleted();
    }

    @Override
    public void fail(Status status) {
      peer.onError(status.asException());
    }
  }
}
