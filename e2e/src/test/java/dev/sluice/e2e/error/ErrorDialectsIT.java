package dev.sluice.e2e.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.error.ErrorSentence;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.leak.CanaryFailureScenarios;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tests of Envoy's own errors and of blocked bodies in each dialect. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class ErrorDialectsIT {
  private static final String NAME = "dialects";
  private static final String KEY = "AKIA" + "IOSFODNN7EXAMPLE";

  private final TestEnvironment sluice;
  private final ScriptedProduct site;

  ErrorDialectsIT(TestEnvironment sluice) {
    this.sluice = sluice;
    site =
        new ScriptedProduct(
            sluice, NAME, "pre_and_incremental", Map.of("streaming", false, "timeout_ms", 500));
    sluice.sql().execute("update routes set path = '/a/' where name = ?", NAME);
    ControlPlaneState.awaitStatusAt(site.client(), "/nowhere", 404);
  }

  @AfterAll
  void close() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, /error/message, /error/code, /request_id, application/json",
    "anthropic, /error/message, /error/code, /request_id, application/json",
    "problem, /detail, /code, /request_id, application/problem+json",
    "sluice, /error/message, /error/code, '', application/json",
  })
  void envoysErrors_speakTheDialect(
      String dialect, String message, String code, String requestId, String contentType) {
    speak(dialect, code, message);
    GatewayResponse missing = site.client().get("/nowhere");
    CountDownLatch over = new CountDownLatch(1);
    site.upstream().respondEach(_ -> CanaryFailureScenarios.silence(over));
    GatewayResponse late = site.client().get("/a/late");
    over.countDown();
    site.upstream().respondWith(new ScriptedResponse("text/plain", List.of("ok"), Map.of()));
    GatewayResponse blocked = site.post("/a/b", TestEnvironment.prompt("use " + KEY));
    Map<GatewayResponse, String> expected =
        Map.of(missing, "NOT_FOUND", late, "UPSTREAM_TIMEOUT", blocked, "DLP_BLOCKED");
    expected.forEach((answer, name) -> {
      JsonNode body = answer.json();
      assertEquals(name, body.at(code).asString(), answer.body());
      assertEquals(Optional.of(contentType), answer.header("content-type"));
      String id = answer.header("x-request-id").orElse("");
      assertTrue(requestId.isEmpty() || id.equals(body.at(requestId).asString()), answer.body());
      assertTrue(body.path("correlation_id").asString().endsWith(id), answer.body());
      assertFalse(answer.body().contains(KEY));
      assertEquals(!dialect.equals("anthropic"), answer.header("request-id").isEmpty());
    });
    assertEquals(404, missing.status());
    assertEquals(ErrorSentence.NOT_FOUND.text(), missing.json().at(message).asString());
    assertEquals(504, late.status());
    assertEquals(ErrorSentence.UPSTREAM_TIMEOUT.text(), late.json().at(message).asString());
    assertTrue(
        blocked.json().at(message).asString().contains("at messages[0].content"), blocked.body());
  }

  /** Waits until the errors of the host have the form of a dialect. */
  private void speak(String dialect, String code, String message) {
    sluice.sql().execute("update routes set dialect = ? where name = ?", dialect, NAME);
    ConditionWait.awaitTrue(
        "the host speaks " + dialect,
        ControlPlaneState.LIMIT,
        () -> {
          JsonNode envoys = site.client().get("/nowhere").json();
          JsonNode blocked = site.post("/a/b", TestEnvironment.prompt(KEY)).json();
          return List.of(envoys, blocked).stream()
              .allMatch(body ->
                  is(dialect, body) && body.at(code).isString() && body.at(message).isString());
        });
  }

  private static boolean is(String dialect, JsonNode body) {
    return switch (dialect) {
      case "openai" -> body.path("error").has("param");
      case "anthropic" -> body.path("type").asString("").equals("error");
      case "problem" -> body.has("detail");
      default -> !body.path("error").has("param") && !body.has("type");
    };
  }

  @Test
  void blockedStream_endsInSentence() {
    site.respondWithEvents(
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ok\"}}]}\n\n",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + KEY + "\"}}]}\n\n");
    RawHttpMessage answer = site.get("/a/stream", Map.of());
    String text = answer.text();
    String data = text.substring(text.lastIndexOf("data: ") + "data: ".length());
    JsonNode event = JsonMapper.shared().readTree(data);
    assertEquals("DLP_BLOCKED", event.path("code").asString());
    String message = event.path("error").path("message").asString();
    assertTrue(
        message.startsWith("The response was stopped, because it contains an AWS access key at"),
        message);
    assertEquals(answer.header("x-request-id").orElse("none"), event.path("request_id").asString());
    assertFalse(text.contains(KEY));
  }

  @Test
  void attack_isLocatedByName() {
    GatewayClient client = site.client();
    String attack = "%3Cscript%3Ealert(1)%3C/script%3E";
    assertPlace("in the query parameter q (rule waf:", client.get("/a/?page=1&q=" + attack));
    assertPlace("in a query parameter (rule waf:", client.get("/a/?" + attack + "=1"));
    GatewayClient referred = client.withHeader("X-Note", "<script>alert(1)</script>");
    assertPlace("in the header x-note (rule waf:", referred.get("/a/"));
  }

  private static void assertPlace(String place, GatewayResponse answer) {
    assertEquals(403, answer.status(), answer.body());
    assertTrue(answer.body().contains(place), answer.body());
    assertFalse(answer.body().contains("script>"), answer.body());
  }

  /** Envoy rejects these before it gives the request an id. */
  @Test
  void earlyErrors_haveIds() {
    for (String head :
        List.of(
            "GET /a%2fb HTTP/1.1\r\nhost: " + site.host() + "\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: " + site.host() + "\r\nbroken\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: a\r\nx-large: " + "x".repeat(300_000) + "\r\n\r\n")) {
      try (RawHttpCall call = site.call()) {
        RawHttpMessage answer = call.sendRaw(head).readResponse();
        JsonNode body = JsonMapper.shared().readTree(answer.text());
        String code = body.path("error").path("code").asString();
        assertTrue(List.of("BAD_REQUEST", "REQUEST_HEADERS_TOO_LARGE").contains(code), code);
        assertEquals(ErrorSentence.of(code).text(), body.path("error").path("message").asString());
        assertFalse(answer.header("x-request-id").orElse("").isEmpty());
        assertEquals(
            answer.header("x-correlation-id").orElse("none"),
            body.path("correlation_id").asString());
      }
    }
  }
}
