package dev.sluice.e2e.inspection;

import static dev.sluice.e2e.support.BodyModeEnvoy.EVENTS;
import static dev.sluice.e2e.support.BodyModeEnvoy.EVENTS_OF_RECORD;
import static dev.sluice.e2e.support.BodyModeEnvoy.JSON;
import static dev.sluice.e2e.support.BodyModeEnvoy.NONE;
import static dev.sluice.e2e.support.BodyModeEnvoy.RECORD;
import static dev.sluice.e2e.support.BodyModeEnvoy.delta;
import static dev.sluice.e2e.support.BodyModeEnvoy.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.support.BodyModeEnvoy;
import dev.sluice.e2e.support.BodyModeEnvoy.Way;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tests of every body mode of Envoy, over HTTP/1.1 and HTTP/2 on both sides, with and without
 * trailers.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class BodyModesIT {
  private static final Map<String, String> TRAILERS = Map.of("x-sum", "1234");
  private static final List<String> SECRET = json("the key AKIA" + "IOSFODNN7EXAMPLE");
  private static final String MASKED = "{\"text\":\"she is at [EMAIL] today\"}";
  private static final String MASKED_EVENTS = delta("at [EMAIL]") + delta("") + delta(" today");

  private final BodyModeEnvoy envoy;
  private final RawHttpUpstream upstream;

  BodyModesIT(TestEnvironment sluice) {
    envoy = new BodyModeEnvoy(sluice);
    upstream = envoy.upstream();
  }

  @AfterAll
  void close() {
    envoy.close();
  }

  static Stream<Way> inspecting() {
    return Way.of("buffered", "streamed", "duplex");
  }

  static Stream<Way> buffered() {
    return Way.of("buffered");
  }

  static Stream<Way> withTrailers() {
    return Way.of("buffered", "duplex");
  }

  static Stream<Way> streamed() {
    return Way.of("streamed");
  }

  static Stream<Way> none() {
    return Way.of("none");
  }

  @ParameterizedTest
  @MethodSource("inspecting")
  void bodies_masked(Way way) {
    upstream.respondWith(new ScriptedResponse(JSON, RECORD, NONE));
    RawHttpMessage answer = envoy.call(way, JSON, RECORD, NONE);
    assertEquals(200, answer.status());
    assertTrue(answer.whole());
    assertEquals(MASKED, answer.text());
    assertEquals(MASKED, upstream.lastRequest().orElseThrow().text());
  }

  @ParameterizedTest
  @MethodSource("inspecting")
  void events_masked(Way way) {
    upstream.respondWith(new ScriptedResponse(EVENTS, EVENTS_OF_RECORD, NONE));
    RawHttpMessage answer = envoy.call(way, JSON, RECORD, NONE);
    assertTrue(answer.whole());
    assertEquals(MASKED_EVENTS, answer.text());
  }

  @ParameterizedTest
  @MethodSource("inspecting")
  void secret_blocked(Way way) {
    upstream.respondWith(new ScriptedResponse(JSON, RECORD, NONE));
    RawHttpMessage answer = envoy.call(way, JSON, SECRET, NONE);
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains("DLP_BLOCKED"), answer.text());
    assertHeldBack(way);
  }

  /** Sends a body that is larger than gRPC's usual limit of 4 MiB. */
  @ParameterizedTest
  @MethodSource("buffered")
  void buffered_largeBody_passes(Way way) {
    String body = "{\"text\":\"" + "word ".repeat(1_200_000) + "\"}";
    upstream.respondWith(new ScriptedResponse(JSON, RECORD, NONE));
    RawHttpMessage answer = envoy.call(way, JSON, List.of(body), NONE);
    assertEquals(200, answer.status());
    assertEquals(MASKED, answer.text());
    assertEquals(body, upstream.lastRequest().orElseThrow().text());
  }

  /** Sends a body that is larger than the largest message of the server. */
  @Test
  void buffered_bodyBeyondMessage_isTooLarge() {
    List<String> chunks = Collections.nCopies(70, "x".repeat(1 << 20));
    upstream.respondWith(new ScriptedResponse(JSON, RECORD, NONE));
    RawHttpMessage answer =
        envoy.call(new Way("buffered", false, false), "image/png", chunks, NONE);
    assertEquals(413, answer.status());
    assertTrue(answer.text().contains("REQUEST_TOO_LARGE"), answer.text());
    assertEquals(Optional.empty(), upstream.lastRequest());
  }

  @ParameterizedTest
  @MethodSource("withTrailers")
  void trailers_kept(Way way) {
    upstream.respondWith(new ScriptedResponse(JSON, RECORD, TRAILERS));
    RawHttpMessage answer = envoy.call(way, JSON, RECORD, TRAILERS);
    assertEquals(200, answer.status());
    assertTrue(answer.whole());
    assertEquals(MASKED, answer.text());
    assertEquals(TRAILERS, answer.trailers());
    RawHttpMessage seen = upstream.lastRequest().orElseThrow();
    assertEquals(MASKED, seen.text());
    assertEquals(TRAILERS, seen.trailers());
  }

  /** Checks a denial, because no later message can carry the bytes that were held back. */
  @ParameterizedTest
  @MethodSource("streamed")
  void streamed_heldBytesBeforeTrailers_areRejected(Way way) {
    upstream.respondWith(new ScriptedResponse(JSON, RECORD, NONE));
    assertEquals(500, envoy.call(way, JSON, RECORD, TRAILERS).status());
    assertHeldBack(way);
    // In one piece: else Envoy may have sent the headers to the client before the trailers arrive.
    upstream.respondWith(new ScriptedResponse(JSON, RECORD, TRAILERS).asOnePiece());
    RawHttpMessage answer = envoy.call(way, JSON, RECORD, NONE);
    assertEquals("500 ", answer.status() + " " + answer.text());
  }

  @ParameterizedTest
  @MethodSource("streamed")
  void streamed_trailersAfterHeldBytes_areKept(Way way) {
    List<String> events = new ArrayList<>(EVENTS_OF_RECORD);
    events.add("data: [DONE]\n\n");
    upstream.respondWith(new ScriptedResponse(EVENTS, events, TRAILERS));
    RawHttpMessage answer = envoy.call(way, JSON, RECORD, NONE);
    assertTrue(answer.whole());
    assertEquals(MASKED_EVENTS + "data: [DONE]\n\n", answer.text());
    assertEquals(TRAILERS, answer.trailers());
  }

  @ParameterizedTest
  @MethodSource("none")
  void headersOnly_uninspected_passes(Way way) {
    upstream.respondWith(new ScriptedResponse("image/png", List.of("an", "image"), TRAILERS));
    RawHttpMessage answer = envoy.call(way, "", List.of(), NONE);
    assertEquals("200 animage", answer.status() + " " + answer.text());
    assertEquals(TRAILERS, answer.trailers());
  }

  @ParameterizedTest
  @MethodSource("none")
  void headersOnly_inspected_isRejected(Way way) {
    upstream.respondWith(new ScriptedResponse(JSON, RECORD, NONE));
    assertEquals(500, envoy.call(way, JSON, RECORD, NONE).status());
    assertEquals(Optional.empty(), upstream.lastRequest());
    RawHttpMessage answer = envoy.call(way, "", List.of(), NONE);
    assertEquals("500 ", answer.status() + " " + answer.text());
  }

  @Test
  void bufferedPartial_isRejected() {
    upstream.respondWith(new ScriptedResponse(JSON, RECORD, NONE));
    assertEquals(500, envoy.call(new Way("partial", false, false), JSON, RECORD, NONE).status());
    assertEquals(Optional.empty(), upstream.lastRequest());
  }

  /** Checks a local reply of Envoy before the call of extproc-dlp-server for the request. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "buffered", "streamed", "duplex"})
  void localReply_beforeRequest_isUnchanged(String mode) {
    Map<String, String> headers =
        Map.of("content-type", JSON, "x-envoy-fault-abort-request", "418");
    try (RawHttpCall call = envoy.connect()) {
      RawHttpMessage answer =
          call.post("/" + mode, headers, String.join("", RECORD)).readResponse();
      assertEquals("418 fault filter abort", answer.status() + " " + answer.text());
    }
  }

  /** Checks a local reply of Envoy after the call of extproc-dlp-server for the request. */
  @ParameterizedTest
  @ValueSource(strings = {"buffered", "streamed", "duplex"})
  void localReply_upstreamDown_passes(String mode) {
    RawHttpMessage answer = envoy.call(new Way("gone/" + mode, false, false), JSON, RECORD, NONE);
    assertEquals(503, answer.status());
    assertTrue(answer.whole() && answer.text().startsWith("upstream connect error"));
  }

  /**
   * Checks that nothing reached the upstream. If Envoy streams, headers may have, because they do
   * not wait for the body.
   */
  private void assertHeldBack(Way way) {
    if (way.mode().equals("streamed")) {
      assertTrue(upstream.receivedOnlyHeaders(), () -> upstream.lastRequest().toString());
    } else {
      // The headers of a request that was cut in another way may arrive late.
      String path = "/" + way.mode() + " ";
      assertEquals(
          Optional.empty(),
          upstream.lastRequest().filter(request -> request.start().contains(path)));
    }
  }
}
