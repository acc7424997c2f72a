package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of the streams that are open when the server stops. */
@ExtendWith(NoWarnings.class)
class DrainTest {
  private static final Map<String, String> EVENTS = Map.of("content-type", "text/event-stream");

  @Test
  void stream_endsWithinDrain_completes() throws InterruptedException {
    try (TestServer server = TestServer.draining(Duration.ofMinutes(1))) {
      FakeEnvoy envoy = streaming(server);
      Thread stop = Thread.ofPlatform().start(server::stop);
      Await.until(() -> refusesNewStreams(server));
      envoy.responseBody("data: maskme\n\n", false).await(4);
      envoy.responseBody("data: b\n\n", true).awaitResponse();
      assertEquals("data: a\n\ndata: ******\n\ndata: b\n\n", envoy.seen().client.text());
      assertEquals(Status.OK, envoy.halfClose());
      stop.join();
      server.awaitQuiet();
    }
  }

  @Test
  void stream_openAfterDrain_endsInError() {
    try (TestServer server = TestServer.draining(Duration.ofMillis(1))) {
      FakeEnvoy envoy = streaming(server);
      server.stop();
      assertNotEquals(Status.Code.OK, envoy.awaitEnd().getCode());
      server.awaitQuiet();
    }
  }

  private static boolean refusesNewStreams(TestServer server) {
    FakeEnvoy another = FakeEnvoy.open(server.channel()).requestHeaders(EVENTS, true);
    boolean refused = another.await(1).isEmpty();
    another.cancel();
    return refused;
  }

  private static FakeEnvoy streaming(TestServer server) {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(EVENTS, true);
    envoy.responseHeaders(EVENTS, false).responseBody("data: a\n\n", false).await(3);
    return envoy;
  }
}
