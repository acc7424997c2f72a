package dev.sluice.extproc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.extproc.coding.CodedBodies;
import io.grpc.Status;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test that events get ids where the route requires it, inspected or not. */
@ExtendWith(NoWarnings.class)
class SseIdsTest {
  private static final String STREAM = "data: a\n\nid: 5\ndata: b\n\n: ping\n\ndata: c\n\n";
  private static final String NUMBERED =
      "data: a\nid: 1\n\nid: 5\ndata: b\n\n: ping\n\ndata: c\nid: 6\n\n";

  private final TestServer server = TestServer.coded(true);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "pre_only", "pre_and_incremental"})
  void ids_everyModeAndSplit_areAdded(String inspection) {
    for (int split = 0; split < STREAM.length(); split++) {
      FakeEnvoy envoy = streaming(inspection, Map.of());
      envoy.responseBody(STREAM.substring(0, split), false);
      ReceivedBodies seen = envoy.responseBody(STREAM.substring(split), true).awaitResponse();
      assertEquals(NUMBERED, seen.client.text());
      assertEquals(
          Map.of("cache-control", "no-cache", "x-accel-buffering", "no"), seen.client.headersSet());
      assertEquals(Status.OK, envoy.halfClose());
    }
    server.awaitQuiet();
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "pre_and_incremental"})
  void ids_codedStreams_areAdded(String inspection) {
    byte[] coded = CodedBodies.GZIP.encode(STREAM.getBytes(UTF_8));
    for (int split = 0; split < coded.length; split++) {
      FakeEnvoy envoy = streaming(inspection, Map.of("content-encoding", "gzip"));
      envoy.responseBody(Arrays.copyOfRange(coded, 0, split), false);
      ReceivedBodies seen =
          envoy.responseBody(Arrays.copyOfRange(coded, split, coded.length), true).awaitResponse();
      String plain =
          new String(CodedBodies.GZIP.decodeStart(seen.client.body.toByteArray()), UTF_8);
      assertEquals(NUMBERED, plain, "cut at " + split);
      assertEquals(Status.OK, envoy.halfClose());
    }
    server.awaitQuiet();
  }

  @Test
  void ids_maskedAndBlockedEvents_areAdded() {
    FakeEnvoy envoy = streaming("pre_and_incremental", Map.of());
    envoy.responseBody("data: maskme\n\n", false).await(3);
    ReceivedBodies seen = envoy.responseBody("data: blockme\n\n", false).awaitResponse();
    assertTrue(
        seen.client
            .text()
            .startsWith("data: ******\nid: 1\n\ndata: \nid: 2\n\nevent: error\ndata: {"),
        seen.client.text());
    assertTrue(seen.client.text().endsWith("}\nid: 3\n\n"), seen.client.text());
  }

  @Test
  void ids_otherResponses_areNotAdded() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).decided(decision("off"));
    envoy.requestHeaders(Map.of(":method", "GET", "accept-encoding", "gzip, x"), true).await(1);
    assertEquals("gzip", envoy.seen().upstream.headersSet().get("accept-encoding"));
    envoy.responseHeaders(Map.of("content-type", "text/plain"), false).await(2);
    ReceivedBodies seen = envoy.responseBody(STREAM, true).awaitResponse();
    assertEquals(STREAM, seen.client.text());
    assertFalse(seen.client.headersSet().containsKey("cache-control"));
  }

  private FakeEnvoy streaming(String inspection, Map<String, String> headers) {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).decided(decision(inspection));
    envoy.requestHeaders(Map.of(":method", "GET"), true).await(1);
    Map<String, String> all = new HashMap<>(headers);
    all.put("content-type", "text/event-stream");
    return envoy.responseHeaders(all, false);
  }

  private static Map<String, String> decision(String inspection) {
    return Map.of("inspection", inspection, "sse_ids", "add");
  }
}
