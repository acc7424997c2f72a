package dev.sluice.e2e.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.error.ErrorSentence;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tests of errors on the sample AI routes: each has a sentence, its place and its ids. */
@ExtendWith(TestEnvironmentExtension.class)
final class ErrorMessagesIT {
  private static final int MEGABYTE = 1 << 20;
  private static final String SECRET = "AKIA" + "IOSFODNN7EXAMPLE";

  private final TestEnvironment sluice;
  private final String correlation = TestEnvironment.uniqueId("errors");
  private final GatewayClient viewer;

  ErrorMessagesIT(TestEnvironment sluice) {
    this.sluice = sluice;
    viewer = sluice.withRole("viewer").withCorrelation(correlation);
  }

  @Test
  void success_hasRequestIdOfAudit() {
    GatewayResponse answer = viewer.post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
    assertEquals(200, answer.status());
    assertEquals(auditedId(), answer.header("x-request-id").orElse(""));
  }

  @Test
  void credential_isNamedByItsFault() {
    GatewayClient anonymous = sluice.anonymous().withCorrelation(correlation);
    JsonNode missing =
        error(401, "AUTH_INVALID_TOKEN", ask(anonymous, TestEnvironment.prompt("ping")));
    assertEquals(ErrorSentence.AUTH_NO_TOKEN.text(), missing.path("message").asString());
    assertEquals("Authorization", missing.path("param").asString());
    assertEquals("authentication_error", missing.path("type").asString());
    GatewayResponse malformed =
        sluice.anonymous().withBearer("a.b.c").post(TestEnvironment.CHAT, "{}");
    JsonNode broken = error(401, "AUTH_INVALID_TOKEN", malformed);
    assertTrue(
        broken.path("message").asString().contains("not a valid JSON Web Token"), broken::toString);
  }

  @Test
  void level_isNamed() {
    JsonNode error = error(403, "AUTH_FORBIDDEN", viewer.post("/v1/rag/index", "{}"));
    String message = error.path("message").asString();
    assertTrue(message.startsWith("The request needs the access level admin (rule "), message);
    assertEquals("permission_error", error.path("type").asString());
  }

  @Test
  void path_unknown_speaksOpenAi() {
    JsonNode error = error(404, "NOT_FOUND", viewer.get("/v1/nowhere"));
    assertEquals(ErrorSentence.NOT_FOUND.text(), error.path("message").asString());
    assertEquals("invalid_request_error", error.path("type").asString());
    assertTrue(error.path("param").isNull());
  }

  @Test
  void blockedRequest_namesKindPlaceAndRule() {
    GatewayResponse answer =
        ask(
            viewer,
            "{\"model\":\"m\",\"messages\":["
                + "{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"deploy with "
                + SECRET
                + "\"}]}");
    JsonNode error = error(400, "DLP_BLOCKED", answer);
    assertEquals(
        "The request contains an AWS access key at messages[1].content (rule aws_access_key)."
            + " Remove it and send the request again.",
        error.path("message").asString());
    assertEquals("messages[1].content", error.path("param").asString());
    assertEquals("policy_error", error.path("type").asString());
    assertFalse(answer.body().contains(SECRET));
  }

  @Test
  void body_faults_areNamed() {
    JsonNode invalid = error(400, "INVALID_BODY", ask(viewer, "{\"messages\":[{]"));
    assertTrue(
        invalid.path("message").asString().startsWith("The request body cannot be inspected: "),
        invalid::toString);
    GatewayResponse coded =
        viewer
            .withHeader("Content-Type", "application/json")
            .withHeader("Content-Encoding", "compress")
            .postRaw(TestEnvironment.CHAT, BodyPublishers.ofString("{}"));
    JsonNode encoding = error(415, "UNSUPPORTED_ENCODING", coded);
    assertEquals("Content-Encoding", encoding.path("param").asString());
    JsonNode large =
        error(413, "REQUEST_TOO_LARGE", ask(viewer, "{\"a\":\"" + "x".repeat(17 * MEGABYTE)));
    assertEquals(ErrorSentence.REQUEST_TOO_LARGE.text(), large.path("message").asString());
  }

  @Test
  void upstream_away_speaksOpenAi() {
    sluice.stack().upstream(StackPort.RAG).close();
    try {
      GatewayResponse answer = viewer.post("/v1/rag/search", "{\"query\":\"a\"}");
      JsonNode error = error(503, "UPSTREAM_UNAVAILABLE", answer);
      assertEquals(ErrorSentence.UPSTREAM_UNAVAILABLE.text(), error.path("message").asString());
      assertEquals("server_error", error.path("type").asString());
    } finally {
      sluice.stack().upstream(StackPort.RAG).start();
    }
  }

  @Test
  void policyServers_away_speakOpenAi() {
    policyServerAway(ServerKind.EXTPROC, "DLP_UNAVAILABLE");
    policyServerAway(ServerKind.EXTAUTHZ, "AUTHZ_UNAVAILABLE");
  }

  private void policyServerAway(ServerKind kind, String code) {
    ManagedProcess server = sluice.stack().process(kind);
    server.kill();
    try {
      GatewayResponse answer = ask(viewer, TestEnvironment.prompt("ping"));
      JsonNode error = error(503, code, answer);
      assertEquals(ErrorSentence.of(code).text(), error.path("message").asString());
      assertEquals("1", answer.header("retry-after").orElse(""));
    } finally {
      server.start();
      server.awaitReady();
    }
    ControlPlaneState.awaitStatusAt(viewer, "/v1/health", 200);
  }

  @Test
  void audit_rowHasRequestIdOfError() {
    GatewayResponse answer = ask(viewer, TestEnvironment.blockedPrompt());
    assertEquals(auditedId(), answer.json().path("request_id").asString());
  }

  private static GatewayResponse ask(GatewayClient client, String body) {
    return client.post(TestEnvironment.CHAT, body);
  }

  /** Checks the form of an error and returns it. */
  private static JsonNode error(int status, String code, GatewayResponse answer) {
    assertEquals(status, answer.status(), answer.body());
    assertEquals("application/json", answer.header("content-type").orElse(""));
    JsonNode body = answer.json();
    JsonNode error = body.path("error");
    assertEquals(code, error.path("code").asString(), answer.body());
    assertTrue(error.has("param") && error.has("type"), answer.body());
    String id = answer.header("x-request-id").orElse("");
    assertFalse(id.isEmpty());
    assertEquals(id, body.path("request_id").asString(), answer.body());
    assertEquals(
        answer.header("x-correlation-id").orElse("none"), body.path("correlation_id").asString());
    return error;
  }

  private String auditedId() {
    String extra = sluice.auditRows().awaitOne(correlation).column("extra");
    return JsonMapper.shared().readTree(extra).path("request_id").asString();
  }
}
