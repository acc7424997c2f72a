package dev.sluice.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.audit.NumberedChecks.NumberedCheck;
import dev.sluice.e2e.process.ConditionWait;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationImplBase;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A test with two servers; one of them fails every third check and stops during the load. */
class FailoverLoadTest {
  private static final int CHECKS = 600;
  private static final int PER_SECOND = 100_000;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Server failing;
  private final Server other;
  private final Queue<Integer> answered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger next = new AtomicInteger();

  FailoverLoadTest() throws IOException {
    failing = server(new EachThird());
    other = server(new Passing());
  }

  @AfterEach
  void close() {
    failing.shutdownNow();
    other.shutdownNow();
  }

  @Test
  void close_failingServer_everyCheckIsAnsweredOnce() {
    List<Integer> ports = List.of(failing.getPort(), other.getPort());
    var load = new FailoverLoad(ports, PER_SECOND, this::next, this::answered);
    try (load) {
      ConditionWait.awaitTrue("checks are answered", LIMIT, () -> answered.size() >= CHECKS);
    }
    assertTrue(load.retries() > 0);
    assertEquals(
        IntStream.range(0, next.get()).boxed().toList(), answered.stream().sorted().toList());
  }

  private NumberedCheck next() {
    return new NumberedCheck(next.getAndIncrement(), CheckRequest.getDefaultInstance());
  }

  private void answered(NumberedCheck check, boolean allowed) {
    answered.add(allowed ? check.number() : -1);
    if (answered.size() == CHECKS / 2) {
      failing.shutdownNow();
    }
  }

  private static Server server(AuthorizationImplBase service) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .directExecutor()
        .addService(service)
        .build()
        .start();
  }

  private static class Passing extends AuthorizationImplBase {
    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
      observer.onNext(CheckResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }

  private static final class EachThird extends Passing {
    private int asked;

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
      if (++asked % 3 == 0) {
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
      } else {
        super.check(request, observer);
      }
    }
  }
}
