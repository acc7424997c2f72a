package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.error.ErrorSentence;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import io.grpc.Status;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoWarnings.class)
class EventStreamTest {
  private final TestServer server = TestServer.blocking();

  @AfterEach
  void close() {
    server.close();
  }

  /** Returns the data of an error event. */
  private static String error(String code) {
    return "data: {\"code\":\"%1$s\",\"error\":{\"code\":\"%1$s\",\"message\":\"%2$s\",\"type\":\"policy_error\",\"param\":null},\"request_id\":\"-\"}\n\n"
        .formatted(code, ErrorSentence.of(code).text());
  }

  @Test
  void stream_headers_passAtOnceUncached() {
    FakeEnvoy envoy = streaming(Map.of());
    envoy.await(2);
    assertEquals(
        Map.of("cache-control", "no-cache", "x-accel-buffering", "no"),
        envoy.seen().client.headersSet());
  }

  @Test
  void stream_event_leavesAtOnce() {
    FakeEnvoy envoy = streaming(Map.of());
    for (int i = 0; i < 5; i++) {
      assertEquals(i + 3, envoy.responseBody("data: " + i + "\n\n", false).await(i + 3).size());
    }
    ReceivedBodies seen = envoy.responseBody("data: [DONE]\n\n", true).awaitResponse();
    assertTrue(seen.client.text().endsWith("data: 4\n\ndata: [DONE]\n\n"));
    assertEquals("true", seen.metadata("streamed"));
    assertEquals("pre_and_incremental", seen.metadata("stage"));
    assertEquals("allow", seen.metadata("action"));
    assertEquals(Status.OK, envoy.halfClose());
    server.awaitQuiet();
    assertEquals(1, server.counted("sse_streams_total", "end", "done"));
    assertEquals(5, server.metrics.get("sse_event_gap").timer().count(), "between six pieces");
  }

  @Test
  void stream_everySplit_sameBytes() {
    String body = "data: a maskme\n\ndata: mask\n\ndata: mmaskmeb\n\n";
    for (int split = 1; split < body.length(); split++) {
      FakeEnvoy envoy = streaming(Map.of());
      envoy.responseBody(body.substring(0, split), false);
      ReceivedBodies seen = envoy.responseBody(body.substring(split), true).awaitResponse();
      assertEquals("data: a ******\n\ndata: mask\n\ndata: m******b\n\n", seen.client.text());
      assertEquals(Status.OK, envoy.halfClose());
    }
    server.awaitQuiet();
  }

  @Test
  void stream_blocked_endsInErrorEvent() {
    FakeEnvoy envoy = streaming(Map.of());
    envoy.responseBody("data: ok\n\n", false).await(3);
    ReceivedBodies seen = envoy.responseBody("data: blockme\n\n", false).awaitResponse();
    assertEquals("data: ok\n\ndata: \n\nevent: error\n" + error("DLP_BLOCKED"), seen.client.text());
    assertTrue(seen.client.ended);
    assertTrue(seen.lastHasMetadata);
    assertEquals("DLP_BLOCKED", seen.metadata("error_code"));
    envoy.cancel();
    server.awaitQuiet();
    assertEquals(1, server.counted("sse_streams_total", "end", "blocked"));
  }

  @Test
  void stream_blockedOpenAiRoute_eventHasNoName() {
    FakeEnvoy envoy = streaming(Map.of("dialect", "openai", "inspection", "pre_and_incremental"));
    envoy.responseBody("data: ok\r\n\r\n", false);
    ReceivedBodies seen = envoy.responseBody("blockme", false).awaitResponse();
    assertEquals("data: ok\r\n\r\n" + error("DLP_BLOCKED"), seen.client.text());
  }

  @Test
  void stream_blocked_restIsDiscarded() {
    FakeEnvoy envoy = streaming(Map.of());
    envoy.responseBody("blockme", false).awaitResponse();
    envoy.responseBody("data: more\n\n", false).responseBody("", true);
    assertEquals(Status.OK, envoy.halfClose());
    assertTrue(envoy.seen().client.text().endsWith(error("DLP_BLOCKED")));
  }

  @Test
  void stream_heldTooMuch_endsInErrorEvent() {
    FakeEnvoy envoy = streaming(Map.of());
    ReceivedBodies seen = envoy.responseBody("#".repeat(101), false).awaitResponse();
    assertEquals("event: error\n" + error("DLP_STREAM_BUFFER_OVERFLOW"), seen.client.text());
    assertEquals("DLP_STREAM_BUFFER_OVERFLOW", seen.metadata("error_code"));
    envoy.cancel();
    server.awaitQuiet();
    assertEquals(1, server.counted("sse_streams_total", "end", "overflow"));
  }

  /** Bytes of incomplete events count against the server's budget as held bodies do. */
  @Test
  void stream_heldBytes_areCounted() {
    FakeEnvoy envoy = streaming(Map.of());
    envoy.responseBody("#".repeat(90), false);
    Await.until(() -> server.budget.used() == 90);
    envoy.cancel();
    server.awaitQuiet();
  }

  @Test
  void stream_budgetExhausted_endsInErrorEvent() {
    for (int size : new int[] {TestServer.MAX_BODY, TestServer.MAX_BODY, 950}) {
      FakeEnvoy.open(server.channel())
          .requestHeaders(Map.of("content-type", "application/json"), false)
          .requestBody("x".repeat(size), false);
    }
    Await.until(() -> server.budget.used() == TestServer.BUDGET - 50);
    FakeEnvoy envoy = streaming(Map.of());
    ReceivedBodies seen = envoy.responseBody("#".repeat(51), false).awaitResponse();
    assertEquals("event: error\n" + error("DLP_UNAVAILABLE"), seen.client.text());
    envoy.cancel();
    Await.until(() -> server.budget.used() == TestServer.BUDGET - 50);
  }

  @Test
  void stream_trailers_areAnswered() {
    FakeEnvoy envoy = streaming(Map.of());
    envoy.responseBody("data: a\n\nblockm", false).await(3);
    ReceivedBodies seen = envoy.responseTrailers().awaitResponse();
    assertEquals("data: a\n\nblockm", seen.client.text());
    assertTrue(seen.client.trailers);
  }

  @Test
  void stream_modePreOnly_isEchoed() {
    FakeEnvoy envoy = streaming(Map.of("inspection", "pre_only"));
    ReceivedBodies seen = envoy.responseBody("data: blockme\n\n", true).awaitResponse();
    assertEquals("data: blockme\n\n", seen.client.text());
    assertEquals("no", seen.client.headersSet().get("x-accel-buffering"));
    assertEquals("pre_only", seen.metadata("stage"));
    assertEquals("true", seen.metadata("streamed"));
  }

  @Test
  void stream_clientLeaves_isCountedWithoutLog() {
    FakeEnvoy envoy = streaming(Map.of());
    envoy.responseBody("data: a\n\n", false).await(3);
    envoy.cancel();
    server.awaitQuiet();
    assertEquals(1, server.counted("sse_streams_total", "end", "aborted"));
  }

  @Test
  void stream_masked_metadataIsSentBeforeEnd() {
    FakeEnvoy envoy = streaming(Map.of());
    envoy.responseBody("data: a\n\n", false).await(3);
    envoy.responseBody("data: maskme\n\n", false).await(4);
    assertTrue(envoy.seen().lastHasMetadata);
    assertEquals("mask", envoy.seen().metadata("action"));
  }

  @Test
  void stream_closedEarly_countsAsAborted() {
    FakeEnvoy envoy = streaming(Map.of());
    envoy.responseBody("data: a\n\n", false).await(3);
    assertEquals(Status.Code.ABORTED, envoy.halfClose().getCode());
    server.awaitQuiet();
    assertEquals(1, server.counted("sse_streams_total", "end", "aborted"));
  }

  private FakeEnvoy streaming(Map<String, String> decision) {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel());
    if (!decision.isEmpty()) {
      envoy.decided(decision);
    }
    envoy.requestHeaders(Map.of(":method", "GET", ":path", "/v1/chat"), true).await(1);
    return envoy.responseHeaders(
        Map.of(":status", "200", "content-type", "text/event-stream; charset=utf-8"), false);
  }
}
