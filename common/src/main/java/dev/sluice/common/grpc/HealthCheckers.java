package dev.sluice.common.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The callers that check the health of a server again and again, each on its own connection. A
 * server that stops waits until all of them know, because their calls would be refused afterwards.
 */
final class HealthCheckers implements ServerInterceptor {
  /** The longest interval of checks that a server waits for. */
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(3);

  /** The time in which a caller that knows stops to choose this server. */
  private static final Duration LEAVE = Duration.ofMillis(200);

  private static final Duration STEP = Duration.ofMillis(20);

  private final Map<SocketAddress, Long> answered = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  HealthCheckers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    SocketAddress caller = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            if (caller != null) {
              answered(caller);
            }
          }
        },
        headers);
  }

  /** Waits until every caller of the last seconds was answered once more, or has left. */
  void awaitNextCheck() throws InterruptedException {
    long start = nanoTime.getAsLong();
    Set<SocketAddress> waiting = ConcurrentHashMap.newKeySet();
    answered.forEach((caller, at) -> {
      if (start - at < LONGEST_INTERVAL.toNanos()) {
        waiting.add(caller);
      }
    });
    if (waiting.isEmpty()) {
      return;
    }
    while (!waiting.isEmpty() && nanoTime.getAsLong() - start < LONGEST_INTERVAL.toNanos()) {
      waiting.removeIf(caller -> answered.getOrDefault(caller, start) - start > 0);
      Thread.sleep(STEP);
    }
    Thread.sleep(LEAVE);
  }

  private void answered(SocketAddress caller) {
    long now = nanoTime.getAsLong();
    answered.values().removeIf(at -> now - at > LONGEST_INTERVAL.toNanos());
    answered.put(caller, now);
  }
}
