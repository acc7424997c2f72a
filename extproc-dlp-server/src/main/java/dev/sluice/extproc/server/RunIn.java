package dev.sluice.extproc.server;

import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.ops.Readiness;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Has a server of its own, on a port that nobody knows, answer made-up exchanges before traffic
 * comes: a JVM that has just started is several times slower, and the first callers would feel it.
 */
final class RunIn implements AutoCloseable {
  private static final int AT_ONCE = 8;
  private static final List<List<ProcessingRequest>> EXCHANGES = Rehearsal.exchanges();

  private final ProcessorRegistry streams;
  private final GrpcServer server;
  private final ManagedChannel channel;
  private final AtomicInteger begun = new AtomicInteger();

  /** {@code streams} must count into a registry of their own; they are closed with this. */
  RunIn(ProcessorRegistry streams, GrpcServerConfig config) {
    this.streams = streams;
    this.server =
        GrpcServer.start(
            "run-in",
            config.onLoopback(),
            new Readiness(),
            List.of(new ExternalProcessorService(streams)));
    this.channel =
        ManagedChannelBuilder.forAddress(server.address().host(), server.address().port())
            .usePlaintext()
            .directExecutor()
            .build();
  }

  /**
   * Runs for that long; returns the number of exchanges.
   *
   * @throws java.util.concurrent.CompletionException if one is not answered to its end
   */
  int run(Duration time) {
    long start = System.nanoTime();
    List<Caller> callers =
        Stream.generate(() -> new Caller(start + time.toNanos()))
            .limit(time.isZero() ? 0 : AT_ONCE)
            .toList();
    callers.forEach(Caller::next);
    callers.forEach(caller -> caller.done.join());
    return begun.get();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
    streams.close();
  }

  /** Begins an exchange when the one before has come to its end, until the time is over. */
  private final class Caller implements StreamObserver<ProcessingResponse> {
    private final long end;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Caller(long end) {
      this.end = end;
    }

    void next() {
      var messages = EXCHANGES.get(begun.getAndIncrement() % EXCHANGES.size());
      StreamObserver<ProcessingRequest> exchange =
          ExternalProcessorGrpc.newStub(channel).process(this);
      messages.forEach(exchange::onNext);
      exchange.onCompleted();
    }

    @Override
    public void onNext(ProcessingResponse answer) {}

    @Override
    public void onCompleted() {
      if (System.nanoTime() - end > 0) {
        done.complete(null);
      } else {
        next();
      }
    }

    @Override
    public void onError(Throwable thrown) {
      done.completeExceptionally(thrown);
    }
  }
}
