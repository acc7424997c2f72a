package dev.sluice.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.stub.StubUpstream;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The tests of the OpenAI SDKs, which must work through the gateway as without it. */
@ExtendWith(TestEnvironmentExtension.class)
final class OpenAiSdkIT {
  private static final String SECRET = "deploy with " + "AKIA" + "IOSFODNN7EXAMPLE";

  private final TestEnvironment sluice;
  private final ProviderSdk.Found found = ProviderSdk.python("openai==3.54.0");

  OpenAiSdkIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @BeforeEach
  void needsPythonAndTheSdk() {
    assumeTrue(found.sdk().isPresent(), found.reason());
  }

  @Test
  void stream_unchanged() throws IOException {
    JsonNode seen = call("stream", "Tell me about rivers.");
    int pieces = StubCompletions.CLEAN.split(" ").length;
    assertEquals(StubCompletions.CLEAN + " ", seen.path("text").asString());
    assertEquals(pieces + 3, seen.path("chunks").asInt());
    assertEquals("stop", seen.path("finish").asString());
    assertEquals(pieces, seen.path("usage").asInt());
  }

  @Test
  void stream_masked() throws IOException {
    String text =
        call("stream", "Read me the " + StubCompletions.RECORD_PROMPT + ".")
            .path("text")
            .asString();
    assertTrue(text.startsWith("The customer is Ann Example"), text);
    assertFalse(text.contains(StubCompletions.EMAIL), text);
    assertFalse(text.contains(StubCompletions.CARD), text);
  }

  @Test
  void whole_unchanged() throws IOException {
    JsonNode seen = call("whole", "Tell me about rivers.");
    assertEquals(StubCompletions.CLEAN, seen.path("text").asString());
  }

  @Test
  void denied_raisesErrorWithSentence() throws IOException {
    assertRefused(call("refused", SECRET));
  }

  @Test
  void denied_inNode_raisesErrorWithSentence() throws IOException {
    ProviderSdk.Found node = ProviderSdk.node("openai@7.57.0");
    assumeTrue(node.sdk().isPresent(), node.reason());
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("HOST", "localhost");
    assertRefused(
        node.sdk().orElseThrow().call("openai/stream.mjs", environment, "refused", SECRET));
  }

  @Test
  void models_listedAndChosen() throws IOException {
    try (ProviderTenant provider = sluice.newProvider("sdk-models")) {
      provider
          .addProduct("sdk-models", sluice.stack().ports().of(StackPort.CHAT))
          .publishProduct("sdk-models", "dev", "default");
      sluice
          .sql()
          .execute(
              "update routes set dialect = 'openai' where name = 'sdk-models';"
                  + " insert into llm_models (alias, backend_id, upstream_model, provider)"
                  + " select 'sdk-alias', id, 'sdk-upstream', 'google' from backends"
                  + " where name = 'sdk-models'");
      String host = "sdk-models.dev.local.api.example.com";
      ControlPlaneState.awaitStatusAt(
          sluice.atHost(provider.port(), host), "/v1/models/sdk-alias", 200);
      Map<String, String> environment =
          Map.of("GATEWAY", "http://127.0.0.1:" + provider.port(), "TOKEN", "none", "HOST", host);
      JsonNode seen =
          found.sdk().orElseThrow().call("openai/stream.py", environment, "models", "sdk-alias");
      assertEquals("sdk-alias", seen.path("ids").path(0).asString());
      assertEquals("google", seen.path("one").asString());
      assertEquals("sdk-upstream", seen.path("answered_by").asString());
      assertEquals("model_not_found", seen.path("code").asString());
    }
  }

  @Test
  void brokenStream_raisesConnectionError() throws IOException {
    int port = StackPorts.findFreePort();
    String host = "sdk-broken.dev.local.api.example.com";
    try (StubUpstream stub = new StubUpstream("sdk-broken", port);
        ProviderTenant provider = sluice.newProvider("sdk-broken")) {
      stub.start();
      stub.answerWith((exchange, _) -> breakOff(exchange));
      provider.addProduct("sdk-broken", port).publishProduct("sdk-broken", "dev", "default");
      ControlPlaneState.awaitStatus(sluice.atHost(provider.port(), host), 200);
      Map<String, String> environment =
          Map.of("GATEWAY", "http://127.0.0.1:" + provider.port(), "TOKEN", "none", "HOST", host);
      JsonNode seen =
          found.sdk().orElseThrow().call("openai/stream.py", environment, "broken", "Hello");
      assertEquals("one", seen.path("text").asString());
      assertEquals("openai.APIConnectionError", seen.path("error").asString(), seen::toString);
    }
  }

  private static void breakOff(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 1_000);
    OutputStream out = exchange.getResponseBody();
    out.write(
        "data: {\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"one\"}}]}\n\n"
            .getBytes(StandardCharsets.UTF_8));
    out.flush();
    // The first event must reach the SDK before the end.
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
    throw new IOException("the stub breaks off");
  }

  private static void assertRefused(JsonNode seen) {
    assertEquals("BadRequestError", seen.path("error").asString());
    assertEquals("DLP_BLOCKED", seen.path("code").asString());
    assertEquals("policy_error", seen.path("type").asString());
    assertEquals("messages[0].content", seen.path("param").asString());
    assertFalse(seen.path("request_id").asString().isEmpty());
    String printed = seen.path("printed").asString();
    assertTrue(
        printed.contains(
            "The request contains an AWS access key at messages[0].content (rule aws_access_key)."
                + " Remove it and send the request again."),
        printed);
    System.out.println("the SDK prints: " + printed);
  }

  private Map<String, String> environment() {
    return Map.of(
        "GATEWAY",
        sluice.stack().ports().http(StackPort.GATEWAY).toString(),
        "TOKEN",
        sluice.stack().issuer().token("viewer"));
  }

  private JsonNode call(String way, String prompt) throws IOException {
    return found.sdk().orElseThrow().call("openai/stream.py", environment(), way, prompt);
  }
}
