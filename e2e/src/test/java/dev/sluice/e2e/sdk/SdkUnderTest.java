package dev.sluice.e2e.sdk;

import dev.sluice.e2e.stub.StubCompletions;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** An SDK whose script calls all APIs, with nothing but a base URL and a key. */
enum SdkUnderTest {
  OPENAI_PYTHON("openai_calls.py", "/v1"),
  OPENAI_NODE("openai_calls.mjs", "/v1"),
  ANTHROPIC_PYTHON("anthropic_calls.py", "");

  private final String script;
  private final String path;

  SdkUnderTest(String script, String path) {
    this.script = script;
    this.path = path;
  }

  ProviderSdk.Found find() {
    return switch (this) {
      case OPENAI_PYTHON -> ProviderSdk.python("openai==3.54.0");
      case OPENAI_NODE -> ProviderSdk.node("openai@7.57.0");
      case ANTHROPIC_PYTHON ->
          ProviderSdk.python("anthropic==2.12.0", "google-genai==3.4.0", "openai==3.54.0");
    };
  }

  /** Returns what the SDK made of the answers, by the names of the calls. */
  Map<String, JsonNode> call(String server, String key, String question) throws IOException {
    JsonNode seen =
        find()
            .sdk()
            .orElseThrow()
            .call("sdk/" + script, Map.of("BASE_URL", server + path, "KEY", key), question);
    Map<String, JsonNode> calls = new TreeMap<>();
    seen.propertyStream().forEach(call -> calls.put(call.getKey(), call.getValue()));
    return calls;
  }

  /** Returns a text with the masks that the shipped rules make. */
  static String masked(String text) {
    return text.replace(StubCompletions.EMAIL, "[EMAIL]")
        .replace(StubCompletions.CARD, "[CARD ****1111]");
  }
}
