package dev.sluice.bench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Status;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.LoadWindow;
import dev.sluice.e2e.process.ProcessFailedException;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationImplBase;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A test with a server that allows one method, denies another and fails a third. */
class CheckLoadTest {
  private static final byte[] GOOD = message("GET");
  private static final byte[] BAD = message("PUT");
  private static final byte[] FATAL = message("FAIL");
  private static final Duration WINDOW = Duration.ofMillis(50);

  private final AtomicInteger asked = new AtomicInteger();
  private final EventLoop loop = new EventLoop();
  private final CheckLoad load = new CheckLoad(loop, 32);
  private final Server server;

  CheckLoadTest() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(new ByMethod())
            .build()
            .start();
  }

  @AfterEach
  void close() {
    loop.close();
    server.shutdownNow();
  }

  @Test
  void sendAll_everyCheck_isSentOnce() {
    var checks = CheckTraffic.once(Collections.nCopies(5_000, GOOD), true);
    LoadWindow window = load.sendAll(server.getPort(), checks, CpuMeter.NONE);
    assertEquals(5_000, window.latencies().size());
    assertEquals(5_000, asked.get());
    assertTrue(window.rate() > 0);
  }

  @Test
  void run_secondTraffic_isSentToo() {
    load.run(
        server.getPort(),
        List.of(
            CheckTraffic.repeating(List.of(GOOD), true),
            CheckTraffic.repeating(List.of(BAD), false)),
        WINDOW,
        CpuMeter.NONE);
    assertTrue(asked.get() >= 2 * 32, () -> asked + " checks");
  }

  @Test
  void run_pacedTraffic_isSent() {
    var checks = CheckTraffic.repeating(List.of(GOOD), true);
    load.run(server.getPort(), checks.paced(1_000), WINDOW, CpuMeter.NONE);
    assertTrue(asked.get() > 0, () -> asked + " checks");
  }

  @Test
  void sendAll_unexpectedResult_fails() {
    assertThrows(ProcessFailedException.class, () -> askOnce(GOOD, false));
    assertThrows(ProcessFailedException.class, () -> askOnce(BAD, true));
    assertThrows(ProcessFailedException.class, () -> askOnce(FATAL, true));
  }

  private void askOnce(byte[] message, boolean allowed) {
    load.sendAll(server.getPort(), CheckTraffic.once(List.of(message), allowed), CpuMeter.NONE);
  }

  private static byte[] message(String method) {
    var request = CheckRequest.newBuilder();
    request.getAttributesBuilder().getRequestBuilder().getHttpBuilder().setMethod(method);
    byte[] bytes = request.build().toByteArray();
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) 0)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private final class ByMethod extends AuthorizationImplBase {
    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
      asked.incrementAndGet();
      String method = request.getAttributes().getRequest().getHttp().getMethod();
      if (method.equals("FAIL")) {
        observer.onError(io.grpc.Status.INTERNAL.asRuntimeException());
        return;
      }
      CheckResponse.Builder answer = CheckResponse.newBuilder();
      if (method.equals("PUT")) {
        answer.setStatus(Status.newBuilder().setCode(7));
        answer.setDeniedResponse(DeniedHttpResponse.newBuilder().setBody("no"));
      }
      observer.onNext(answer.build());
      observer.onCompleted();
    }
  }
}
