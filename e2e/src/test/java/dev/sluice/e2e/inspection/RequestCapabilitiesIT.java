package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.stub.StubUpstream;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.wire.HttpContentEncoding;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The acceptance checks of requests, by capability number. */
@ExtendWith(TestEnvironmentExtension.class)
final class RequestCapabilitiesIT {
  private static final String TABBY =
      "{\"language\":\"python\",\"segments\":{\"prefix\":\"def fib(n):\\n    \",\"suffix\":\"\\n\"}}";

  @Test
  @Tag("C-01")
  @DisplayName("C-01 a chat completion goes through the gateway")
  void c01_chatCompletion(TestEnvironment sluice) {
    GatewayResponse answer =
        sluice
            .anonymous()
            .withBearer("dev")
            .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));

    assertEquals(200, answer.status(), answer.body());
    assertEquals("chat.completion", answer.json().path("object").asString());
    RecordedRequest seen = sluice.stack().chat().lastRequest().orElseThrow();
    assertEquals("/v1/chat/completions", seen.path());
    assertEquals("dev-user", seen.header("x-user-id").orElseThrow());
  }

  @Test
  @Tag("C-01")
  @DisplayName("C-01 also when the client says nothing of JSON, as curl does")
  void c01_contentTypeOfCurl(TestEnvironment sluice) {
    GatewayClient curl =
        sluice.withRole("viewer").withHeader("Content-Type", "application/x-www-form-urlencoded");

    assertEquals(
        200,
        curl.postRaw(TestEnvironment.CHAT, BodyPublishers.ofString(TestEnvironment.prompt("ping")))
            .status());
    GatewayResponse secret =
        curl.postRaw(
            TestEnvironment.CHAT, BodyPublishers.ofString(TestEnvironment.blockedPrompt()));
    assertEquals(400, secret.status(), secret.body());
    assertEquals("DLP_BLOCKED", secret.errorCode());
  }

  @Test
  @Tag("C-02")
  @DisplayName("C-02 a code completion with Tabby's segments")
  void c02_tabbySegments(TestEnvironment sluice) {
    GatewayResponse answer = sluice.withRole("viewer").post("/v1/completions", TABBY);

    assertEquals(200, answer.status(), answer.body());
    assertFalse(answer.json().path("choices").path(0).path("text").asString("").isEmpty());
  }

  @Test
  @Tag("C-02")
  @DisplayName("C-02 a code completion with OpenAI's prompt")
  void c02_openAiPrompt(TestEnvironment sluice) {
    GatewayResponse answer =
        sluice.withRole("viewer").post("/v1/completions", "{\"model\":\"m\",\"prompt\":\"x\"}");

    assertEquals(200, answer.status(), answer.body());
    assertEquals("text_completion", answer.json().path("object").asString());
  }

  @ParameterizedTest(name = "{0} {1} reaches {2} as {3}")
  @Tag("C-03")
  @DisplayName("C-03 every route leads to its own upstream")
  @CsvSource({
    "POST, /v1/autocomplete,     TABBY, /v1/completions",
    "POST, /v1/completions,      TABBY, /v1/completions",
    "GET,  /v1/health,           TABBY, /v1/health",
    "POST, /v1/chat,             CHAT,  /v1/chat/completions",
    "POST, /v1/chat/completions, CHAT,  /v1/chat/completions",
    "POST, /v1/embeddings,       CHAT,  /v1/embeddings",
    "POST, /v1/moderations,      CHAT,  /v1/moderations",
    "POST, /v1/responses,        CHAT,  /v1/responses",
    "GET,  /v1/responses/r1,     CHAT,  /v1/responses/r1",
    "POST, /v1/messages,         CHAT,  /v1/messages",
    "POST, /v1/messages/count_tokens, CHAT, /v1/messages/count_tokens",
    "POST, /v1/agent,            AGENT, /v1/agent",
    "POST, /v1/agent/run,        AGENT, /v1/agent/run",
    "POST, /v1/rag/search,       RAG,   /v1/rag/search",
    "POST, /v1/rag/index,        RAG,   /v1/rag/index",
  })
  void c03_route(
      String method, String path, StackPort upstream, String reached, TestEnvironment sluice) {
    String body = path.contains("chat") ? TestEnvironment.prompt("ping") : TABBY;
    GatewayClient admin = sluice.withRole("admin");
    GatewayResponse answer = method.equals("GET") ? admin.get(path) : admin.post(path, body);

    assertEquals(200, answer.status(), answer.body());
    StubUpstream stub = sluice.stack().upstream(upstream);
    assertEquals(stub.name(), answer.header("x-upstream").orElseThrow());
    assertEquals(reached, stub.lastRequest().orElseThrow().path());
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-03")
  @DisplayName("C-03 anything else is not found, with or without a token")
  @CsvSource({"/v1/other", "/", "/v1/chatter", "/v1/events", "/v1beta/server_setting"})
  void c03_unknownPath(String path, TestEnvironment sluice) {
    for (GatewayClient caller :
        new GatewayClient[] {sluice.withRole("admin"), sluice.anonymous()}) {
      GatewayResponse answer = caller.get(path);

      assertEquals(404, answer.status(), answer.body());
      assertEquals("NOT_FOUND", answer.errorCode());
      assertTrue(answer.header("x-correlation-id").orElseThrow().startsWith("corr-"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-35")
  @DisplayName("C-35 a compressed request with a secret is blocked")
  @EnumSource
  void c35_compressedRequest(HttpContentEncoding coding, TestEnvironment sluice) {
    String id = TestEnvironment.uniqueId("coded");
    long before = sluice.stack().chat().requestCount();
    GatewayResponse answer =
        sluice
            .withRole("viewer")
            .withCorrelation(id)
            .withHeader("Content-Encoding", coding.token())
            .post(
                TestEnvironment.CHAT,
                BodyPublishers.ofByteArray(
                    coding.encode(
                        TestEnvironment.blockedPrompt().getBytes(StandardCharsets.UTF_8))));

    assertEquals(400, answer.status(), answer.body());
    assertEquals("DLP_BLOCKED", answer.errorCode());
    assertEquals(before, sluice.stack().chat().requestCount());
    assertEquals(400, sluice.auditRows().awaitOne(id).status());
  }

  @Test
  @Tag("C-35")
  @DisplayName("C-35 a compressed answer is inspected")
  void c35_compressedResponse(TestEnvironment sluice) {
    GatewayResponse answer =
        sluice
            .withRole("viewer")
            .withHeader("Accept-Encoding", "gzip")
            .withHeader("x-stub-coding", "gzip")
            .post(
                TestEnvironment.CHAT,
                TestEnvironment.prompt("the " + StubCompletions.RECORD_PROMPT));

    assertEquals(200, answer.status(), answer.body());
    assertEquals("gzip", answer.header("content-encoding").orElseThrow());
    assertTrue(answer.body().contains("[EMAIL]"), answer.body());
    assertFalse(answer.body().contains(StubCompletions.EMAIL), answer.body());
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-35")
  @DisplayName("C-35 forms with files, and text, are read")
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | the key is AKIA~",
        "multipart/form-data; boundary=b | --b¶Content-Disposition: form-data; name=\"f\"; filename=\"a.txt\"¶¶key AKIA~¶--b--¶",
        "multipart/form-data; boundary=b | --b¶Content-Type: application/json¶¶[\"\\u0041KIA~\"]¶--b--¶",
        "multipart/form-data; boundary=b | --b¶Content-Disposition: form-data; name=f; filename=\"AKIA~\"¶¶x¶--b--¶",
      })
  void c35_otherBodies(String type, String body, TestEnvironment sluice) {
    long before = sluice.stack().chat().requestCount();
    String whole = body.replace("¶", "\r\n").replace("~", "IOSFODNN7EXAMPLE");
    GatewayResponse answer =
        sluice
            .withRole("viewer")
            .withHeader("Content-Type", type)
            .postRaw(TestEnvironment.CHAT, BodyPublishers.ofString(whole));

    assertEquals(400, answer.status(), answer.body());
    assertEquals("DLP_BLOCKED", answer.errorCode());
    assertEquals(before, sluice.stack().chat().requestCount());
  }
}
