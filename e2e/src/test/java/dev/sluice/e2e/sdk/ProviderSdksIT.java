package dev.sluice.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The tests of the SDKs of other providers, which must read masked streams through the gateway. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProviderSdksIT {
  private static final String PRODUCT = "providers";
  private static final String HOST = PRODUCT + ".dev.local.api.example.com";
  private static final String BLOCKED =
      "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\""
          + "AKIA"
          + "IOSFODNN7EXAMPLE\"}]}";

  private final TestEnvironment sluice;
  private final ProviderSdk.Found found =
      ProviderSdk.python("anthropic==2.12.0", "google-genai==3.4.0", "openai==3.54.0");
  private final ProviderTenant provider;

  ProviderSdksIT(TestEnvironment sluice) {
    this.sluice = sluice;
    provider = sluice.newProvider(PRODUCT);
  }

  @BeforeAll
  void publish() {
    assumeTrue(found.sdk().isPresent(), found.reason());
    provider
        .setInspection("pre_and_incremental")
        .addProduct(PRODUCT, sluice.stack().ports().of(StackPort.CHAT))
        .publishProduct(PRODUCT, "dev", "default");
    ControlPlaneState.awaitStatus(sluice.atHost(provider.port(), HOST), 200);
  }

  @AfterAll
  void leave() {
    provider.close();
  }

  @Test
  void anthropic_textAndToolInputMasked() throws IOException {
    JsonNode seen = call("anthropic");
    assertEquals(masked(), seen.path("text").asString());
    assertEquals("to\n[EMAIL]", seen.path("note").asString());
    assertEquals(pieces(), seen.path("output").asInt());
  }

  @Test
  void anthropic_denied_raisesByStatus() throws IOException {
    speak("anthropic", body -> body.path("type").asString("").equals("error"));
    JsonNode seen = call("anthropic_refused");
    assertEquals("BadRequestError", seen.path("raised").asString());
    assertEquals("DLP_BLOCKED", seen.path("code").asString());
    assertEquals("invalid_request_error", seen.path("type").asString());
    assertFalse(seen.path("request_id").asString().isEmpty());
    String printed = seen.path("printed").asString();
    assertTrue(printed.contains("an AWS access key at messages[0].content"), printed);
    System.out.println("the SDK prints: " + printed);
  }

  @Test
  void problem_denied_titleAndMediaType() {
    speak("problem", body -> body.path("title").asString("").equals("DLP_BLOCKED"));
    GatewayResponse answer = blocked();
    assertEquals(Optional.of("application/problem+json"), answer.header("content-type"));
    assertEquals(400, answer.status());
    assertEquals(400, answer.json().path("status").asInt());
  }

  /** Waits until denials have the format of a dialect. */
  private void speak(String dialect, Predicate<JsonNode> shape) {
    sluice.sql().execute("update routes set dialect = ? where name = ?", dialect, PRODUCT);
    ConditionWait.awaitTrue(
        "the routes speak " + dialect, ControlPlaneState.LIMIT, () -> shape.test(blocked().json()));
  }

  private GatewayResponse blocked() {
    return sluice.atHost(provider.port(), HOST).post("/v1/messages", BLOCKED);
  }

  @Test
  void gemini_textAndArgumentsMasked() throws IOException {
    JsonNode seen = call("gemini");
    assertEquals(masked(), seen.path("text").asString());
    assertEquals("to [EMAIL]", seen.path("note").asString());
    assertEquals(pieces(), seen.path("output").asInt());
  }

  @Test
  void responses_deltasAndTextMasked() throws IOException {
    JsonNode seen = call("responses");
    assertEquals(masked(), seen.path("text").asString());
    assertEquals(masked(), seen.path("whole").asString());
    String tokens = seen.path("tokens").asString();
    assertTrue(tokens.startsWith("The customer is Ann Example"), tokens);
    List.of("ann.", "@", "4111").forEach(part -> assertFalse(tokens.contains(part), tokens));
    assertEquals(pieces(), seen.path("output").asInt());
  }

  private static String masked() {
    return StubCompletions.RECORD
        .replace(StubCompletions.EMAIL, "[EMAIL]")
        .replace(StubCompletions.CARD, "[CARD ****1111]");
  }

  private static int pieces() {
    return (StubCompletions.RECORD.length() + 2) / 3;
  }

  private JsonNode call(String way) throws IOException {
    return found
        .sdk()
        .orElseThrow()
        .call(
            "providers/stream.py",
            Map.of("GATEWAY", "http://127.0.0.1:" + provider.port(), "HOST", HOST),
            way);
  }
}
