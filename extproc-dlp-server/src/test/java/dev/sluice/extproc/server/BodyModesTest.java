package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BodyModesTest {
  private static final Map<String, String> JSON =
      Map.of(
          ":method", "POST",
          ":path", "/v1/chat",
          "content-type", "application/json",
          "content-length", "8");
  private static final Map<String, String> EVENTS = Map.of("content-type", "text/event-stream");

  @RegisterExtension final NoWarnings warnings = new NoWarnings();

  private final TestServer server = TestServer.blocking();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void buffered_headers_areAnsweredAtOnce() {
    FakeEnvoy envoy = open(BodySendMode.BUFFERED);
    envoy.requestHeaders(JSON, false).await(1);
    envoy.requestBody("a maskme", true).await(2);
    assertEquals("a ******", envoy.seen().upstream.text());
    envoy.responseHeaders(EVENTS, false).responseBody("data: maskme\n\n", true).await(4);
    assertEquals("data: ******\n\n", envoy.seen().client.text());
    assertEquals(Status.OK, envoy.halfClose());
  }

  @Test
  void buffered_blocked_becomesError() {
    FakeEnvoy envoy = open(BodySendMode.BUFFERED);
    ReceivedBodies seen =
        envoy.requestHeaders(JSON, false).requestBody("blockme", true).awaitRequest();
    assertEquals(400, seen.immediate.orElseThrow().getStatus().getCodeValue());
  }

  @Test
  void buffered_blockedEventStream_becomesError() {
    FakeEnvoy envoy = open(BodySendMode.BUFFERED).requestHeaders(JSON, true);
    ReceivedBodies seen =
        envoy.responseHeaders(EVENTS, false).responseBody("blockme", true).awaitResponse();
    assertEquals(400, seen.immediate.orElseThrow().getStatus().getCodeValue());
  }

  @Test
  void buffered_trailers_areAnswered() {
    FakeEnvoy envoy = open(BodySendMode.BUFFERED).requestHeaders(JSON, false);
    ReceivedBodies seen = envoy.requestBody("maskme m", false).requestTrailers().awaitRequest();
    assertEquals("****** m", seen.upstream.text());
    assertTrue(seen.upstream.trailers);
  }

  @Test
  void streamed_everyMessage_isAnswered() {
    FakeEnvoy envoy = open(BodySendMode.STREAMED);
    envoy.requestHeaders(JSON, false).requestBody("a mas", false).await(2);
    assertEquals("", envoy.seen().upstream.text());
    assertEquals(List.of("content-length"), envoy.seen().upstream.headersRemoved());
    envoy.requestBody("kme", true).await(3);
    assertEquals("a ******", envoy.seen().upstream.text());
    envoy.responseHeaders(EVENTS, false).responseBody("data: m", false).await(5);
    assertEquals("data: ", envoy.seen().client.text());
    envoy.responseBody("askme\n\n", true).await(6);
    assertEquals("data: ******\n\n", envoy.seen().client.text());
    assertEquals(Status.OK, envoy.halfClose());
  }

  @Test
  void streamed_blockedEvents_restIsEmpty() {
    FakeEnvoy envoy = open(BodySendMode.STREAMED).requestHeaders(JSON, true);
    envoy.responseHeaders(EVENTS, false).responseBody("blockme", false).await(3);
    envoy.responseBody("more", false).responseBody("rest", true).await(5);
    assertTrue(envoy.seen().client.text().startsWith("event: error\n"));
    assertTrue(envoy.seen().client.text().endsWith("}\n\n"));
    assertEquals(3, envoy.seen().client.messages);
    assertEquals(Status.OK, envoy.halfClose());
  }

  @Test
  void streamed_heldBytesBeforeTrailers_fails() {
    warnings.expect(
        "body mode STREAMED cannot send held bytes before trailers; use FULL_DUPLEX_STREAMED");
    FakeEnvoy envoy = open(BodySendMode.STREAMED).requestHeaders(JSON, false);
    Status end = envoy.requestBody("held", false).requestTrailers().awaitEnd();
    assertEquals(Status.Code.FAILED_PRECONDITION, end.getCode());
  }

  @Test
  void none_inspectedBody_fails() {
    warnings.expect(
        "body mode NONE for a body that the policy inspects; "
            + "set FULL_DUPLEX_STREAMED; content type application/json");
    Status end = open(BodySendMode.NONE).requestHeaders(JSON, false).awaitEnd();
    assertEquals(Status.Code.FAILED_PRECONDITION, end.getCode());
  }

  @Test
  void none_bodyNotInspected_passes() {
    FakeEnvoy envoy = open(BodySendMode.NONE);
    envoy.requestHeaders(Map.of("content-type", "image/png"), false).await(1);
    envoy.responseHeaders(Map.of("content-type", "image/png"), false).await(2);
    assertEquals(Status.OK, envoy.halfClose());
  }

  @Test
  void bufferedPartial_anyBody_fails() {
    warnings.expect("body mode BUFFERED_PARTIAL is not supported");
    Status end = open(BodySendMode.BUFFERED_PARTIAL).requestHeaders(JSON, false).awaitEnd();
    assertEquals(Status.Code.FAILED_PRECONDITION, end.getCode());
  }

  @Test
  void observability_anyBody_fails() {
    warnings.expect("observability_mode");
    FakeEnvoy envoy = open(BodySendMode.FULL_DUPLEX_STREAMED);
    envoy.send(ProcessingRequest.newBuilder().setObservabilityMode(true));
    assertEquals(Status.Code.FAILED_PRECONDITION, envoy.awaitEnd().getCode());
  }

  @Test
  void headers_skipped_fails() {
    warnings.expect("set request_header_mode: SEND");
    Status end = open(BodySendMode.FULL_DUPLEX_STREAMED).requestBody("x", false).awaitEnd();
    assertEquals(Status.Code.FAILED_PRECONDITION, end.getCode());
    assertEquals(1, server.counted("extproc_protocol_errors_total"));
  }

  private FakeEnvoy open(BodySendMode mode) {
    return FakeEnvoy.open(server.channel(), BodySendModes.both(mode));
  }
}
