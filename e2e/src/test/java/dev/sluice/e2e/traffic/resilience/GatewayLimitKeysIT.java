package dev.sluice.e2e.traffic.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.traffic.resilience.FaultyUpstream.FaultyAnswer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of single keys of the limits of a gateway. */
@ExtendWith(TestEnvironmentExtension.class)
final class GatewayLimitKeysIT {
  private static final int LIMIT_MILLIS = 30_000;

  /** A frame of HTTP/2 with settings, and the setting of concurrent streams (RFC 9113, 6.5). */
  private static final int SETTINGS = 4;

  private static final int MAX_CONCURRENT_STREAMS = 3;

  private final TestEnvironment sluice;

  GatewayLimitKeysIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void connections_haveIdleTimeAndStreams() throws IOException {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-idle-end", upstream.port())) {
      product.policy("client_limits", "{\"connection_idle\":\"10ms\",\"max_streams\":7}").publish();
      try (RawHttpCall call = product.call()) {
        ConditionWait.awaitTrue(
            "a connection that was idle is closed",
            ControlPlaneState.LIMIT,
            () -> {
              RawHttpMessage answer = call.get("/", product.headers("idle")).readResponse();
              call.reader().reset();
              return answer.start().isEmpty()
                  || answer.header("connection").orElse("").equals("close");
            });
      }
      assertEquals(7, maxStreams(product));
    }
  }

  private static Socket connect(ResilientProduct product) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), product.port());
    socket.setSoTimeout(LIMIT_MILLIS);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns the number of concurrent streams that a client of HTTP/2 is allowed. */
  private static int maxStreams(ResilientProduct product) throws IOException {
    try (Socket socket = connect(product)) {
      write(socket, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
      assertEquals(SETTINGS, in.readUnsignedByte());
      in.skipNBytes(5);
      ByteBuffer settings = ByteBuffer.wrap(in.readNBytes(length));
      while (settings.hasRemaining()) {
        int name = settings.getShort();
        int value = settings.getInt();
        if (name == MAX_CONCURRENT_STREAMS) {
          return value;
        }
      }
      return -1;
    }
  }

  /** The limit starts at one, and each update raises it while the latency does not grow. */
  @Test
  void updateInterval_decidesWhenTheLimitRises() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct rising = adaptive("rs-rising", upstream, "50ms", "10m");
        ResilientProduct still = adaptive("rs-still", upstream, "10m", "10m")) {
      upstream.answer(FaultyAnswer.after(Duration.ofMillis(100), 200));
      awaitSecond(rising, upstream, 200);
      upstream.answer(FaultyAnswer.after(Duration.ofMinutes(1), 200));
      CompletableFuture<GatewayResponse> held = start(still, upstream, "still");
      for (int i = 0; i < 10; i++) {
        assertEquals(503, still.client("still-second").get("/").status());
      }
      assertFalse(held.isDone());
    }
  }

  @Test
  void rttInterval_measuresAgain() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = adaptive("rs-rtt", upstream, "50ms", "2s")) {
      upstream.answer(FaultyAnswer.after(Duration.ofMillis(100), 200));
      awaitSecond(product, upstream, 200);
      awaitSecond(product, upstream, 503);
    }
  }

  private ResilientProduct adaptive(
      String name, FaultyUpstream upstream, String update, String measure) {
    return new ResilientProduct(sluice, name, upstream.port())
        .route("streaming = false")
        .policy(
            "adaptive_concurrency",
            "{\"min_concurrency\":1,\"rtt_requests\":1,\"update_interval\":\"%s\",\"rtt_interval\":\"%s\"}"
                .formatted(update, measure))
        .publish();
  }

  private static void awaitSecond(ResilientProduct product, FaultyUpstream upstream, int status) {
    int[] number = {0};
    ConditionWait.awaitTrue(
        "a second request gets " + status,
        ControlPlaneState.LIMIT,
        () -> second(product, upstream, product.host() + status + number[0]++) == status);
  }

  /** Returns the status of a request that is sent while another one is in progress. */
  private static int second(ResilientProduct product, FaultyUpstream upstream, String id) {
    CompletableFuture<GatewayResponse> first = start(product, upstream, id);
    int second = product.client(id + "-second").get("/").status();
    first.join();
    return second;
  }

  /** Sends a request and waits until the upstream has it, or its answer is there. */
  private static CompletableFuture<GatewayResponse> start(
      ResilientProduct product, FaultyUpstream upstream, String id) {
    CompletableFuture<GatewayResponse> request =
        CompletableFuture.supplyAsync(
            () -> product.client(id).get("/"), Thread::startVirtualThread);
    ConditionWait.awaitTrue(
        "the request is in progress",
        ControlPlaneState.LIMIT,
        () -> request.isDone() || !upstream.arrivals(id).isEmpty());
    return request;
  }
}
