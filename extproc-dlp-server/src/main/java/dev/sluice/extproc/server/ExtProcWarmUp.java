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
final class ExtProcWarmUp implements AutoCloseable {
  private static final int AT_ONCE = 8;
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final double FASTER = 1.1;
  private static final List<List<ProcessingRequest>> EXCHANGES = WarmUpExchanges.messages();

  private final ProcessorRegistry streams;
  private final GrpcServer server;
  private final ManagedChannel channel;
  private final AtomicInteger begun = new AtomicInteger();

  /** {@code streams} must count into a registry of their own; they are closed with this. */
  ExtProcWarmUp(ProcessorRegistry streams, GrpcServerConfig config) {
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
   * Runs until another second makes it little faster, for {@code longest} at most; returns the
   * number of exchanges.
   *
   * @throws java.util.concurrent.CompletionException if one is not answered to its end
   */
  int run(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    int before = 0;
    for (boolean faster = true; faster && System.nanoTime() - end < 0; ) {
      int sofar = begun.get();
      long turn = Math.min(TURN.toNanos(), end - System.nanoTime());
      exchanges(System.nanoTime() + turn);
      int now = begun.get() - sofar;
      faster = now > before * FASTER;
      before = now;
    }
    return begun.get();
  }

  private void exchanges(long until) {
    List<Caller> callers = Stream.generate(() -> new Caller(until)).limit(AT_ONCE).toList();
    callers.forEach(Caller::next);
    callers.forEach(caller -> caller.done.join());
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
    streams.close();
  }

  /** Begins an exchange when the one before has come to its end, until a moment. */
  private final class Caller implements StreamObserver<ProcessingResponse> {
    private final long until;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Caller(long until) {
      this.until = until;
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
      if (System.nanoTime() - until > 0) {
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
