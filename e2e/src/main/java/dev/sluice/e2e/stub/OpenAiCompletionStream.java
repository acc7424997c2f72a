package dev.sluice.e2e.stub;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the server-sent events of a chat completion. If the request offers tools, one is
 * called with the same text in its arguments.
 */
final class OpenAiCompletionStream implements CompletionStream {
  private final String model;
  private final boolean withUsage;
  private final boolean callsTool;

  OpenAiCompletionStream(String model, boolean withUsage, boolean callsTool) {
    this.model = model;
    this.withUsage = withUsage;
    this.callsTool = callsTool;
  }

  @Override
  public byte[] opening() {
    return event(choice(delta("role", "assistant", "{\"note\":\""), null), null);
  }

  @Override
  public byte[] delta(String piece) {
    return event(choice(delta("content", piece, piece), null), null);
  }

  @Override
  public byte[] closing(int promptTokens, int completionTokens) {
    StringBuilder end =
        new StringBuilder(
            text(
                event(
                    choice(delta("content", "", "\"}"), callsTool ? "tool_calls" : "stop"), null)));
    if (withUsage) {
      end.append(text(event(List.of(), usage(promptTokens, completionTokens))));
    }
    return end.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  static Map<String, Integer> usage(int promptTokens, int completionTokens) {
    Map<String, Integer> usage = new LinkedHashMap<>();
    usage.put("prompt_tokens", promptTokens);
    usage.put("completion_tokens", completionTokens);
    usage.put("total_tokens", promptTokens + completionTokens);
    return usage;
  }

  private Map<String, Object> delta(String key, String value, String argument) {
    Map<String, Object> delta = new LinkedHashMap<>();
    delta.put(key, value);
    if (callsTool) {
      Map<String, Object> call = new LinkedHashMap<>();
      call.put("index", 0);
      if (key.equals("role")) {
        call.putAll(call(""));
      }
      call.put("function", function(key.equals("role"), argument));
      delta.put("tool_calls", List.of(call));
    }
    return delta;
  }

  private static Map<String, String> function(boolean named, String arguments) {
    return named ? Map.of("name", "note", "arguments", arguments) : Map.of("arguments", arguments);
  }

  /** Returns a call of the tool with a text in its arguments. */
  static Map<String, Object> call(String text) {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("id", "call-1");
    call.put("type", "function");
    call.put("function", function(true, StubJson.text(Map.of("note", text))));
    return call;
  }

  private static List<Map<String, ?>> choice(Map<String, ?> delta, @Nullable String finish) {
    Map<String, @Nullable Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("delta", delta);
    choice.put("finish_reason", finish);
    return List.of(choice);
  }

  private byte[] event(List<Map<String, ?>> choices, @Nullable Map<String, Integer> usage) {
    Map<String, @Nullable Object> chunk = new LinkedHashMap<>();
    chunk.put("id", "chatcmpl-stub");
    chunk.put("object", "chat.completion.chunk");
    chunk.put("created", 1_767_225_600);
    chunk.put("model", model);
    chunk.put("choices", choices);
    if (withUsage) {
      chunk.put("usage", usage);
    }
    String json = new String(StubJson.write(chunk), StandardCharsets.UTF_8);
    return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] event) {
    return new String(event, StandardCharsets.UTF_8);
  }
}
