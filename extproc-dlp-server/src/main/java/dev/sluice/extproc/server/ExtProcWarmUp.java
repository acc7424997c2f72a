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
 * A warm-up that sends artificial exchanges through a server of its own on a private port. A JVM
 * that has just started is several times slower, and the first clients would notice.
 */
final class ExtProcWarmUp implements AutoCloseable {
  private static final int AT_ONCE = 8;
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final double FASTER = 1.1;
  private static final List<List<ProcessingRequest>> EXCHANGES = WarmUpExchanges.messages();

  private final ProcessorRegistry streams;
  private final GrpcServer server;
  private final ManagedChannel channel;
  private final AtomicInteger started = new AtomicInteger();

  /**
   * Creates the warm-up; {@code streams} must count into a separate registry and is closed with
   * this.
   */
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
   * Runs until another second brings little more speed, at most for {@code longest}; returns the
   * number of exchanges.
   *
   * @throws java.util.concurrent.CompletionException if an exchange does not end as expected
   */
  int run(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    int before = 0;
    for (boolean faster = true; faster && System.nanoTime() - end < 0; ) {
      int earlier = started.get();
      long round = Math.min(ROUND.toNanos(), end - System.nanoTime());
      exchanges(System.nanoTime() + round);
      int now = started.get() - earlier;
      faster = now > before * FASTER;
      before = now;
    }
    return started.get();
  }

  private void exchanges(long deadline) {
    List<Caller> callers = Stream.generate(() -> new Caller(deadline)).limit(AT_ONCE).toList();
    callers.forEach(Caller::next);
    callers.forEach(caller -> caller.done.join());
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
    streams.close();
  }

  /** A caller that starts the next exchange when the last one has ended, until a deadline. */
  private final class Caller implements StreamObserver<ProcessingResponse> {
    private final long deadline;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Caller(long deadline) {
      this.deadline = deadline;
    }

    void next() {
      var messages = EXCHANGES.get(started.getAndIncrement() % EXCHANGES.size());
      StreamObserver<ProcessingRequest> exchange =
          ExternalProcessorGrpc.newStub(channel).process(this);
      messages.forEach(exchange::onNext);
      exchange.onCompleted();
    }

    @Override
    public void onNext(ProcessingResponse answer) {}

    @Override
    public void onCompleted() {
      if (System.nanoTime() - deadline > 0) {
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
