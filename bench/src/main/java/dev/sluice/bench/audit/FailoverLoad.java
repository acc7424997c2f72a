package dev.sluice.bench.audit;

import dev.sluice.bench.audit.NumberedChecks.NumberedCheck;
import dev.sluice.e2e.process.ConditionWait;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A load at a constant rate on several servers in turn, until it is closed. A failed check is sent
 * again, to another server if there is one, until it is answered. All checks are sent and answered
 * on one thread.
 */
final class FailoverLoad implements AutoCloseable {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int TICK_MS = 1;
  private static final int RECONNECT_MS = 100;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** The maximum number of waiting callers. */
  private static final int MOST_OPEN = 256;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<ManagedChannel> channels;
  private final int perSecond;
  private final Supplier<NumberedCheck> checks;
  private final BiConsumer<NumberedCheck, Boolean> listener;
  private final Queue<NumberedCheck> failed = new ArrayDeque<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong retries = new AtomicLong();
  private final long begun = System.nanoTime();
  private long due;
  private int sent;
  private volatile boolean stopped;

  /**
   * Starts a load on ports of this machine.
   *
   * @param listener receives each check, and whether the server allowed it
   */
  FailoverLoad(
      List<Integer> ports,
      int perSecond,
      Supplier<NumberedCheck> checks,
      BiConsumer<NumberedCheck, Boolean> listener) {
    this.perSecond = perSecond;
    this.checks = checks;
    this.listener = listener;
    this.channels = ports.stream().map(this::channel).toList();
    var _ = thread.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    // The backoff of gRPC grows to minutes.
    var _ =
        thread.scheduleWithFixedDelay(
            () -> channels.forEach(ManagedChannel::resetConnectBackoff),
            RECONNECT_MS,
            RECONNECT_MS,
            TimeUnit.MILLISECONDS);
  }

  /** Returns the number of checks that were sent again. */
  long retries() {
    return retries.get();
  }

  /** Stops the load when all checks are answered. */
  @Override
  public void close() {
    stopped = true;
    try {
      ConditionWait.awaitTrue("all checks are answered", LIMIT, () -> open.get() == 0);
    } finally {
      channels.forEach(ManagedChannel::shutdownNow);
      thread.shutdown();
    }
  }

  private ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .executor(thread)
        .build();
  }

  /** Sends the failed and the due checks, and skips due ones while too many callers wait. */
  private void tick() {
    List<ManagedChannel> connected =
        channels.stream()
            .filter(channel -> channel.getState(true) == ConnectivityState.READY)
            .toList();
    if (connected.isEmpty()) {
      return;
    }
    for (int left = failed.size(); left > 0; left--) {
      send(failed.remove(), connected);
    }
    long now = (System.nanoTime() - begun) * perSecond / SECOND + 1;
    for (; due < now; due++) {
      if (!stopped && open.get() < MOST_OPEN) {
        open.incrementAndGet();
        send(checks.get(), connected);
      }
    }
  }

  private void send(NumberedCheck check, List<ManagedChannel> connected) {
    ManagedChannel channel = connected.get(sent++ % connected.size());
    AuthorizationGrpc.newStub(channel).check(check.request(), new OpenCheck(check));
  }

  /** A check without its response yet. */
  private final class OpenCheck implements StreamObserver<CheckResponse> {
    private final NumberedCheck check;
    private boolean allowed;

    OpenCheck(NumberedCheck check) {
      this.check = check;
    }

    @Override
    public void onNext(CheckResponse response) {
      allowed = response.getStatus().getCode() == 0;
    }

    @Override
    public void onCompleted() {
      listener.accept(check, allowed);
      open.decrementAndGet();
    }

    @Override
    public void onError(Throwable failure) {
      retries.incrementAndGet();
      failed.add(check);
    }
  }
}
