package dev.sluice.bench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.load.EventLoop;
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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two servers: one that fails at each third check and stops in the middle, and another. */
class FailoverLoadTest {
  private static final int CHECKS = 600;

  private final EventLoop loop = new EventLoop();
  private final Server failing;
  private final Server other;
  private final List<Integer> answered = new ArrayList<>();
  private Runnable stop = () -> {};
  private int next;

  FailoverLoadTest() throws IOException {
    failing = server(new EachThird());
    other = server(new Passing());
  }

  @AfterEach
  void close() {
    loop.close();
    failing.shutdownNow();
    other.shutdownNow();
  }

  @Test
  void run_failingServer_everyCheckIsAnsweredOnce() {
    var load =
        new FailoverLoad(
            loop,
            List.of(failing.getPort(), other.getPort()),
            () -> new NumberedCheck(next++, ByteBuffer.allocate(5).array()),
            this::answered);
    stop = load::stop;
    load.run(100_000);
    assertTrue(load.retries() > 0);
    assertEquals(IntStream.range(0, next).boxed().toList(), answered.stream().sorted().toList());
  }

  private void answered(NumberedCheck check, boolean allowed) {
    assertTrue(allowed);
    answered.add(check.number());
    if (answered.size() == CHECKS / 2) {
      failing.shutdownNow();
    }
    if (answered.size() == CHECKS) {
      stop.run();
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
