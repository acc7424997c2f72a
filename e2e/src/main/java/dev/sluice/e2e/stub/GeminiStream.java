package dev.sluice.e2e.stub;

import java.util.List;
import java.util.Map;

/** A stream of the events of Gemini, with a call of a tool at its end. */
final class GeminiStream implements CompletionStream {
  @Override
  public byte[] opening() {
    return new byte[0];
  }

  @Override
  public byte[] delta(String piece) {
    return event(Map.of("text", piece), "", Map.of("promptTokenCount", 9));
  }

  @Override
  public byte[] closing(int promptTokens, int completionTokens) {
    return event(
        Map.of(
            "functionCall",
            Map.of("name", "send", "args", Map.of("note", "to " + StubCompletions.EMAIL))),
        "STOP",
        Map.of("promptTokenCount", 9, "candidatesTokenCount", completionTokens));
  }

  private static byte[] event(Map<String, ?> part, String finish, Map<String, Integer> usage) {
    Map<String, Object> content = Map.of("parts", List.of(part), "role", "model");
    Map<String, Object> candidate =
        finish.isEmpty()
            ? Map.of("content", content, "index", 0)
            : Map.of("content", content, "index", 0, "finishReason", finish);
    String json = StubJson.text(Map.of("candidates", List.of(candidate), "usageMetadata", usage));
    return StubJson.bytes("data: " + json + "\n\n");
  }
}
