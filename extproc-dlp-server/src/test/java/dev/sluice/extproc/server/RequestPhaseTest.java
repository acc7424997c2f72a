package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoWarnings.class)
class RequestPhaseTest {
  private static final Map<String, String> JSON =
      Map.of(
          ":method", "POST",
          ":path", "/v1/chat?x=1",
          ":authority", "api.example:8081",
          "content-type", "application/json",
          "x-correlation-id", "corr-\"7");

  private TestServer server = TestServer.blocking();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void request_noBody_passes() {
    FakeEnvoy envoy =
        FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY)
            .requestHeaders(Map.of(":method", "GET", "range", "bytes=0-9"), true);
    envoy.await(1);
    assertEquals(Map.of(), envoy.seen().upstream.headersSet());
    assertEquals(List.of("range"), envoy.seen().upstream.headersRemoved());
    assertEquals(Status.OK, envoy.halfClose());
  }

  @Test
  void request_blockingRule_waitsForEnd() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    envoy.requestBody("one ", false).requestBody("maskme ", false);
    assertTrue(envoy.answers().isEmpty());
    ReceivedBodies seen = envoy.requestBody("two", true).awaitRequest();
    assertEquals("one ****** two", seen.upstream.text());
    assertTrue(seen.upstream.ended);
    assertEquals("mask", seen.metadata("action"));
    assertEquals("mask-maskme", seen.metadata("rule"));
    assertEquals("pre", seen.metadata("stage"));
    assertEquals("v1", seen.metadata("policy_version"));
    assertTrue(seen.lastHasMetadata);
    envoy.halfClose();
    server.awaitQuiet();
  }

  @Test
  void request_blocked_sendsNothingUpstream() {
    FakeEnvoy envoy =
        FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY).requestHeaders(JSON, false);
    ReceivedBodies seen = envoy.requestBody("x blockme y", true).awaitRequest();
    assertTrue(seen.upstream.headers.isEmpty());
    assertEquals(400, seen.immediate.orElseThrow().getStatus().getCodeValue());
    assertEquals(
        "{\"error\":{\"code\":\"DLP_BLOCKED\",\"message\":\"The body contains data that a DLP rule blocks. Remove it and send the request again.\"},\"correlation_id\":\"corr-\\\"7\"}",
        seen.immediate.orElseThrow().getBody().toStringUtf8());
    assertEquals("block", seen.metadata("action"));
    assertEquals("no-blockme", seen.metadata("rule"));
    assertEquals("DLP_BLOCKED", seen.metadata("error_code"));
    assertEquals(Status.OK, envoy.halfClose());
    server.awaitQuiet();
    assertEquals(
        1,
        server.counted(
            "ai_gateway_dlp_actions_total",
            "action",
            "block",
            "rule_id",
            "no-blockme",
            "project_id",
            "-"));
  }

  @Test
  void request_notText_isNotHeld() {
    switch (DlpPolicyCompiler.file(Optional.empty()).load(Path.of("../policies/dlp_rules.yaml"))) {
      case PolicyResult.Loaded<DlpPolicy> loaded ->
          server.policy.set(new PolicyInspector(loaded.value()));
      case PolicyResult.Rejected<DlpPolicy> rejected -> throw new AssertionError(rejected);
    }
    FakeEnvoy envoy = FakeEnvoy.open(server.channel());
    envoy.requestHeaders(Map.of(":method", "POST", "content-type", "image/png"), false).await(1);
    String more = "x".repeat(2 * TestServer.MAX_BODY);
    ReceivedBodies seen = envoy.requestBody("PNG", false).requestBody(more, true).awaitRequest();
    assertEquals("PNG" + more, seen.upstream.text());
    envoy.halfClose();
    server.awaitQuiet();
  }

  @Test
  void request_messageBeyondLimit_isRejected() {
    String largest = "x".repeat(TestServer.MAX_MESSAGE);
    FakeEnvoy envoy = FakeEnvoy.open(server.channel());
    envoy.requestHeaders(Map.of(":method", "POST", "content-type", "image/png"), false).await(1);
    envoy.requestBody(largest, false).await(2);
    assertEquals(largest.length(), envoy.seen().upstream.body.size());
    ReceivedBodies seen = envoy.requestBody(largest + "x", true).awaitRequest();
    assertEquals(413, seen.immediate.orElseThrow().getStatus().getCodeValue());
    assertEquals("REQUEST_TOO_LARGE", seen.metadata("error_code"));
    envoy.halfClose();
    server.awaitQuiet();
  }

  @Test
  void request_blockedOpenAiRoute_openAiError() {
    FakeEnvoy envoy =
        FakeEnvoy.open(server.channel())
            .decided(
                Map.of(
                    "dialect",
                    "openai",
                    "request_id",
                    "r-1",
                    "correlation_id",
                    "corr-1",
                    "route",
                    "p/chat"))
            .requestHeaders(JSON, false);
    ReceivedBodies seen = envoy.requestBody("blockme", false).awaitRequest();
    assertEquals(
        "{\"error\":{\"message\":\"The body contains data that a DLP rule blocks. Remove it and send the request again.\",\"type\":\"policy_error\",\"param\":null,\"code\":\"DLP_BLOCKED\"},\"request_id\":\"r-1\",\"correlation_id\":\"corr-1\"}",
        seen.immediate.orElseThrow().getBody().toStringUtf8());
  }

  @Test
  void request_everySplit_sameBytes() {
    server.close();
    for (TestServer each : List.of(TestServer.blocking(), TestServer.masking())) {
      server = each;
      String body = "a maskme b maskmaskme c mask";
      for (int first = 0; first < body.length(); first++) {
        for (int second = first; second < body.length(); second += 5) {
          FakeEnvoy envoy =
              FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY)
                  .requestHeaders(JSON, false);
          envoy
              .requestBody(body.substring(0, first), false)
              .requestBody(body.substring(first, second), false)
              .requestBody(body.substring(second), true);
          ReceivedBodies seen = envoy.awaitRequest();
          assertEquals("a ****** b mask****** c mask", seen.upstream.text());
          assertEquals(Status.OK, envoy.halfClose());
        }
      }
      server.awaitQuiet();
      server.close();
    }
  }

  @Test
  void request_trailers_areAnswered() {
    FakeEnvoy envoy =
        FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY).requestHeaders(JSON, false);
    ReceivedBodies seen = envoy.requestBody("maskme bloc", false).requestTrailers().awaitRequest();
    assertEquals("****** bloc", seen.upstream.text());
    assertFalse(seen.upstream.ended);
    assertTrue(seen.upstream.trailers);
    assertTrue(seen.lastHasMetadata);
    assertEquals(Status.OK, envoy.halfClose());
    server.awaitQuiet();
  }

  @Test
  void request_trailersWithoutBody_pass() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    ReceivedBodies seen = envoy.requestTrailers().awaitRequest();
    assertTrue(seen.upstream.headers.isPresent());
    assertTrue(seen.upstream.trailers);
  }

  @Test
  void request_declaredTooLarge_isRejectedAtOnce() {
    Map<String, String> headers = new HashMap<>(JSON);
    headers.put("content-length", "1001");
    ReceivedBodies seen =
        FakeEnvoy.open(server.channel()).requestHeaders(headers, false).awaitRequest();
    assertEquals(413, seen.immediate.orElseThrow().getStatus().getCodeValue());
    assertEquals("REQUEST_TOO_LARGE", seen.metadata("error_code"));
  }

  @Test
  void request_growsTooLarge_isRejected() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    envoy.requestBody("x".repeat(1000), false);
    assertTrue(envoy.answers().isEmpty());
    ReceivedBodies seen = envoy.requestBody("y", false).awaitRequest();
    assertEquals(413, seen.immediate.orElseThrow().getStatus().getCodeValue());
    envoy.halfClose();
    server.awaitQuiet();
  }

  @Test
  void request_budgetExhausted_isRejected() {
    List<FakeEnvoy> full =
        Stream.generate(() -> FakeEnvoy.open(server.channel())).limit(4).toList();
    for (FakeEnvoy envoy : full) {
      envoy.requestHeaders(JSON, false).requestBody("x".repeat(800), false);
    }
    Await.until(() -> full.stream().anyMatch(envoy -> envoy.seen().immediate.isPresent()));
    ReceivedBodies refused =
        full.stream()
            .map(FakeEnvoy::seen)
            .filter(seen -> seen.immediate.isPresent())
            .findFirst()
            .orElseThrow();
    assertEquals(503, refused.immediate.orElseThrow().getStatus().getCodeValue());
    assertEquals("DLP_UNAVAILABLE", refused.metadata("error_code"));
    full.forEach(FakeEnvoy::cancel);
    server.awaitQuiet();
  }

  @Test
  void request_unknownCoding_isRejected() {
    Map<String, String> headers = new HashMap<>(JSON);
    headers.put("content-encoding", "gzip, compress");
    ReceivedBodies seen =
        FakeEnvoy.open(server.channel()).requestHeaders(headers, false).awaitRequest();
    assertEquals(415, seen.immediate.orElseThrow().getStatus().getCodeValue());
    assertTrue(
        seen.immediate.orElseThrow().getBody().toStringUtf8().contains("UNSUPPORTED_ENCODING"));
  }

  @Test
  void request_invalid_isRejected() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    ReceivedBodies seen = envoy.requestBody("{invalid", true).awaitRequest();
    assertEquals(400, seen.immediate.orElseThrow().getStatus().getCodeValue());
    assertEquals("INVALID_BODY", seen.metadata("error_code"));
  }

  @Test
  void request_maskRulesOnly_isStreamed() {
    server.close();
    server = TestServer.masking();
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    envoy.requestBody("early ", false);
    assertEquals(2, envoy.await(2).size());
    assertEquals("early ", envoy.seen().upstream.text());
    assertEquals("early late", envoy.requestBody("late", true).awaitRequest().upstream.text());
  }

  @Test
  void request_typeNotInspected_isEchoed() {
    Map<String, String> headers = new HashMap<>(JSON);
    headers.put("content-type", "image/png");
    headers.put("content-encoding", "br");
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(headers, false);
    ReceivedBodies seen = envoy.requestBody("blockme", true).awaitRequest();
    assertEquals("blockme", seen.upstream.text());
    assertFalse(seen.upstream.headersRemoved().contains("content-length"));
  }

  @Test
  void request_routeNotInspected_isEchoed() {
    FakeEnvoy envoy =
        FakeEnvoy.open(server.channel())
            .decided(Map.of("inspection", "off"))
            .requestHeaders(JSON, false);
    ReceivedBodies seen = envoy.requestBody("blockme", true).awaitRequest();
    assertEquals("blockme", seen.upstream.text());
    assertTrue(seen.upstream.headersSet().isEmpty());
    assertFalse(seen.lastHasMetadata);
  }
}
