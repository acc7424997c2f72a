package dev.sluice.e2e.stub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream of the server-sent events of a text completion. */
final class TextCompletionStream implements CompletionStream {
  private final String model;

  TextCompletionStream(String model) {
    this.model = model;
  }

  @Override
  public byte[] opening() {
    return new byte[0];
  }

  @Override
  public byte[] delta(String piece) {
    return StubJson.bytes(event(piece, null));
  }

  @Override
  public byte[] closing(int promptTokens, int completionTokens) {
    return StubJson.bytes(event("", "stop") + "data: [DONE]\n\n");
  }

  private String event(String text, @Nullable String finish) {
    Map<String, @Nullable Object> choice = new LinkedHashMap<>();
    choice.put("text", text);
    choice.put("index", 0);
    choice.put("logprobs", null);
    choice.put("finish_reason", finish);
    Map<String, Object> chunk = new LinkedHashMap<>();
    chunk.put("id", "cmpl-stub");
    chunk.put("object", "text_completion");
    chunk.put("created", 1_767_225_600);
    chunk.put("model", model);
    chunk.put("choices", List.of(choice));
    return "data: " + StubJson.text(chunk) + "\n\n";
  }
}
