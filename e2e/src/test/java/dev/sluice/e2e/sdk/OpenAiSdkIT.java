package dev.sluice.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The tests of the OpenAI Python SDK, which must work through the gateway as without it. */
@ExtendWith(TestEnvironmentExtension.class)
final class OpenAiSdkIT {
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
  void denied_raisesErrorWithCode() throws IOException {
    JsonNode seen = call("refused", "deploy with " + "AKIA" + "IOSFODNN7EXAMPLE");
    assertEquals("BadRequestError", seen.path("error").asString());
    assertEquals("DLP_BLOCKED", seen.path("code").asString());
  }

  private JsonNode call(String way, String prompt) throws IOException {
    return found
        .sdk()
        .orElseThrow()
        .call(
            "openai/stream.py",
            Map.of(
                "GATEWAY",
                sluice.stack().ports().http(StackPort.GATEWAY).toString(),
                "TOKEN",
                sluice.stack().issuer().token("viewer")),
            way,
            prompt);
  }
}
