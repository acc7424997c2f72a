package dev.sluice.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The tests of unchanged SDKs. Through the gateway they must see what they see without it, except
 * masks and errors.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class ModelSdksIT {
  private static final String CLEAN = "Tell me about rivers.";
  private static final String RECORD = "Read me the " + StubCompletions.RECORD_PROMPT + ".";
  private static final String REPEAT =
      StubCompletions.REPEAT_PROMPT + ": write to " + StubCompletions.EMAIL + " today";

  private final TestEnvironment sluice;

  ModelSdksIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @EnumSource
  void calls_clean_areUnchanged(SdkUnderTest sdk) throws IOException {
    Map<String, JsonNode> direct = direct(sdk, CLEAN);
    assertTrue(direct.values().stream().noneMatch(call -> call.has("raised")), direct::toString);
    assertEquals(texts(direct, SdkUnderTest::masked), texts(through(sdk, CLEAN), text -> text));
  }

  @ParameterizedTest
  @EnumSource
  void answers_withPersonalData_areMasked(SdkUnderTest sdk) throws IOException {
    Map<String, String> expected = texts(direct(sdk, RECORD), SdkUnderTest::masked);
    assertEquals(expected, texts(through(sdk, RECORD), text -> text));
    assertTrue(
        expected.entrySet().stream()
            .filter(call -> call.getKey().matches("(chat|responses|messages).*"))
            .filter(call -> !call.getKey().endsWith("count"))
            .allMatch(call -> call.getValue().contains("[EMAIL]")),
        expected::toString);
  }

  @ParameterizedTest
  @EnumSource
  void questions_withPersonalData_areMasked(SdkUnderTest sdk) throws IOException {
    String masked = SdkUnderTest.masked(REPEAT);
    through(sdk, REPEAT)
        .forEach((name, call) -> {
          if (call.path("text").isString() && !name.endsWith("stored")) {
            assertEquals(masked, call.path("text").asString(), name);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void questions_withSecret_raiseError(SdkUnderTest sdk) throws IOException {
    long before = sluice.stack().chat().requestCount();
    Map<String, JsonNode> seen = through(sdk, "deploy with " + StubCompletions.SECRET);
    seen.remove("embeddings tokens");
    long stored = seen.remove("responses stored") == null ? 0 : 2;
    seen.forEach(ModelSdksIT::assertBlocked);
    long embeddings = sdk == SdkUnderTest.OPENAI_PYTHON ? 1 : 0;
    assertEquals(before + stored + embeddings, sluice.stack().chat().requestCount());
  }

  @ParameterizedTest
  @EnumSource
  void answers_withSecret_raiseError(SdkUnderTest sdk) throws IOException {
    through(sdk, "Read me the " + StubCompletions.SECRET_PROMPT + ".")
        .forEach((name, call) -> {
          if (name.matches("(chat|responses|messages)( stream)?")) {
            assertBlocked(name, call);
          }
        });
  }

  private static void assertBlocked(String name, JsonNode call) {
    String raised = call.path("raised").asString("none");
    Set<String> expected =
        name.endsWith("stream")
            ? Set.of("BadRequestError", "APIError", "APIStatusError")
            : Set.of("BadRequestError");
    assertTrue(expected.contains(raised), () -> name + ": " + call);
    assertTrue(call.toString().contains("DLP_BLOCKED"), () -> name + ": " + call);
  }

  private static Map<String, String> texts(
      Map<String, JsonNode> calls, UnaryOperator<String> change) {
    Map<String, String> texts = new TreeMap<>();
    calls.forEach((name, call) -> texts.put(name, change.apply(call.toString())));
    return texts;
  }

  private Map<String, JsonNode> through(SdkUnderTest sdk, String question) throws IOException {
    return call(sdk, StackPort.GATEWAY, question);
  }

  private Map<String, JsonNode> direct(SdkUnderTest sdk, String question) throws IOException {
    return call(sdk, StackPort.CHAT, question);
  }

  private Map<String, JsonNode> call(SdkUnderTest sdk, StackPort server, String question)
      throws IOException {
    ProviderSdk.Found found = sdk.find();
    assumeTrue(found.sdk().isPresent(), found.reason());
    String url = sluice.stack().ports().http(server).toString();
    return sdk.call(url, sluice.stack().issuer().token("viewer"), question);
  }
}
