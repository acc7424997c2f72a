package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import io.grpc.Status;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoWarnings.class)
class ResponsePhaseTest {
  private static final Map<String, String> GET = Map.of(":method", "GET", ":path", "/v1/x");
  private static final Map<String, String> JSON =
      Map.of(":status", "200", "content-type", "application/json");

  private TestServer server = TestServer.blocking();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void response_blockingRule_waitsForEnd() {
    FakeEnvoy envoy = answering(JSON);
    envoy.responseBody("one maskme", false);
    ReceivedBodies seen = envoy.responseBody(" two", true).awaitResponse();
    assertEquals("one ****** two", seen.client.text());
    assertEquals("post", seen.metadata("stage"));
    assertEquals("mask", seen.metadata("action"));
    assertEquals(14, seen.metadata.getFieldsOrThrow("output_tokens").getNumberValue());
    assertEquals(Status.OK, envoy.halfClose());
    server.awaitQuiet();
    assertEquals(
        14,
        server.counted(
            "ai_gateway_tokens_total", "project_id", "-", "model", "unknown", "service", "-"));
  }

  @Test
  void response_blocked_becomesError() {
    FakeEnvoy envoy = answering(JSON);
    ReceivedBodies seen = envoy.responseBody("one blockme", false).awaitResponse();
    assertTrue(seen.client.headers.isEmpty());
    assertEquals(400, seen.immediate.orElseThrow().getStatus().getCodeValue());
    assertEquals("post", seen.metadata("stage"));
    assertTrue(seen.lastHasMetadata);
  }

  @Test
  void response_unknownCoding_becomesError() {
    ReceivedBodies seen =
        answering(Map.of("content-type", "application/json", "content-encoding", "compress"))
            .awaitResponse();
    assertEquals(502, seen.immediate.orElseThrow().getStatus().getCodeValue());
    assertEquals("UNSUPPORTED_ENCODING", seen.metadata("error_code"));
  }

  @Test
  void response_tooLarge_becomesError() {
    FakeEnvoy envoy = answering(JSON);
    ReceivedBodies seen = envoy.responseBody("x".repeat(1001), false).awaitResponse();
    assertEquals("DLP_STREAM_BUFFER_OVERFLOW", seen.metadata("error_code"));
    assertTrue(seen.immediate.isPresent());
  }

  @Test
  void response_maskRulesOnly_abortsOnError() {
    server.close();
    server = TestServer.masking();
    FakeEnvoy envoy = answering(JSON);
    envoy.responseBody("clean ", false).await(3);
    Status end = envoy.responseBody("invalid", false).awaitEnd();
    assertEquals(Status.Code.ABORTED, end.getCode());
    assertEquals("clean ", envoy.seen().client.text());
    assertFalse(envoy.seen().client.ended);
    assertEquals("INVALID_BODY", envoy.seen().metadata("error_code"));
  }

  @Test
  void response_trailers_areAnswered() {
    FakeEnvoy envoy = answering(JSON);
    ReceivedBodies seen = envoy.responseBody("a maskm", false).responseTrailers().awaitResponse();
    assertEquals("a maskm", seen.client.text());
    assertTrue(seen.client.trailers);
    assertFalse(seen.client.ended);
    assertTrue(seen.lastHasMetadata);
    assertEquals(Status.OK, envoy.halfClose());
  }

  @Test
  void response_noBody_passes() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(GET, true);
    envoy.responseHeaders(Map.of(":status", "204"), true).await(2);
    assertTrue(envoy.seen().client.headers.isPresent());
    assertEquals("allow", envoy.seen().metadata("action"));
    assertEquals(Status.OK, envoy.halfClose());
  }

  @Test
  void response_localReply_passesUnchanged() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel());
    envoy.responseHeaders(JSON, false);
    ReceivedBodies seen = envoy.responseBody("{\"error\":\"blockme\"}", true).awaitResponse();
    assertEquals("{\"error\":\"blockme\"}", seen.client.text());
    assertTrue(seen.client.headersSet().isEmpty());
    assertTrue(seen.client.headersRemoved().isEmpty());
    assertFalse(seen.lastHasMetadata);
    assertEquals(Status.OK, envoy.halfClose());
  }

  private FakeEnvoy answering(Map<String, String> headers) {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(GET, true);
    envoy.await(1);
    return envoy.responseHeaders(headers, false);
  }
}
