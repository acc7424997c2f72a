package dev.sluice.e2e.stub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A stream of the events of Anthropic's Messages API. If the request offers a tool, the tool is
 * called with the e-mail address of the record.
 */
final class MessagesStream implements CompletionStream {
  private static final Map<String, String> INPUT = Map.of("note", "to\n" + StubCompletions.EMAIL);

  private final JsonNode request;
  private final int promptTokens;

  MessagesStream(JsonNode request, int promptTokens) {
    this.request = request;
    this.promptTokens = promptTokens;
  }

  /** Returns the message as one document. */
  static Map<String, Object> whole(
      JsonNode request, String text, int promptTokens, int completionTokens) {
    List<Map<String, Object>> content = new ArrayList<>(List.of(text(text)));
    if (callsTool(request)) {
      content.add(tool(request, INPUT));
    }
    return message(request, content, stopReason(request), usage(promptTokens, completionTokens));
  }

  @Override
  public byte[] opening() {
    Map<String, Object> start = message(request, List.of(), null, usage(promptTokens, 1));
    return StubJson.bytes(
        event("message_start", Map.of("message", start))
            + event("content_block_start", Map.of("index", 0, "content_block", text("")))
            + event("ping", Map.of()));
  }

  @Override
  public byte[] delta(String piece) {
    return StubJson.bytes(delta(0, Map.of("type", "text_delta", "text", piece)));
  }

  @Override
  public byte[] closing(int prompt, int completionTokens) {
    StringBuilder end = new StringBuilder(event("content_block_stop", Map.of("index", 0)));
    if (callsTool(request)) {
      end.append(
          event(
              "content_block_start", Map.of("index", 1, "content_block", tool(request, Map.of()))));
      for (String piece : StubCompletions.split(StubJson.text(INPUT))) {
        end.append(delta(1, Map.of("type", "input_json_delta", "partial_json", piece)));
      }
      end.append(event("content_block_stop", Map.of("index", 1)));
    }
    Map<String, @Nullable Object> stop = new LinkedHashMap<>();
    stop.put("stop_reason", stopReason(request));
    stop.put("stop_sequence", null);
    end.append(
        event(
            "message_delta",
            Map.of("delta", stop, "usage", Map.of("output_tokens", completionTokens))));
    return StubJson.bytes(end + event("message_stop", Map.of()));
  }

  private static boolean callsTool(JsonNode request) {
    return request.path("tools").isArray();
  }

  private static String stopReason(JsonNode request) {
    return callsTool(request) ? "tool_use" : "end_turn";
  }

  private static Map<String, Object> text(String text) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", "text");
    block.put("text", text);
    return block;
  }

  private static Map<String, Object> tool(JsonNode request, Map<String, ?> input) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", "tool_use");
    block.put("id", "toolu_stub");
    block.put("name", request.path("tools").path(0).path("name").asString("note"));
    block.put("input", input);
    return block;
  }

  private static Map<String, Object> message(
      JsonNode request,
      List<Map<String, Object>> content,
      @Nullable String stopReason,
      Map<String, Object> usage) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("id", "msg_stub");
    message.put("type", "message");
    message.put("role", "assistant");
    message.put("model", request.path("model").asString("stub"));
    message.put("content", content);
    message.put("stop_reason", stopReason);
    message.put("stop_sequence", null);
    message.put("usage", usage);
    return message;
  }

  private static Map<String, Object> usage(int promptTokens, int completionTokens) {
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("input_tokens", promptTokens);
    usage.put("cache_creation_input_tokens", 3);
    usage.put("cache_read_input_tokens", 5);
    usage.put("output_tokens", completionTokens);
    return usage;
  }

  private static String delta(int index, Map<String, ?> delta) {
    return event("content_block_delta", Map.of("index", index, "delta", delta));
  }

  private static String event(String type, Map<String, ?> fields) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.putAll(fields);
    return StubJson.event(type, event);
  }
}
