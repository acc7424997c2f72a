package dev.sluice.e2e.stub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A response object of OpenAI's Responses API. If the request offers a tool, the tool is called
 * with the same text in its arguments.
 */
record ResponsesDocument(JsonNode request, String id) {
  static ResponsesDocument of(JsonNode request) {
    return new ResponsesDocument(request, "resp_stub");
  }

  ResponsesDocument withId(String other) {
    return new ResponsesDocument(request, other);
  }

  boolean callsTool() {
    return request.path("tools").isArray();
  }

  Map<String, Object> completed(String text, int promptTokens, int completionTokens) {
    List<Map<String, Object>> output = new ArrayList<>();
    output.add(message(text, "completed"));
    if (callsTool()) {
      output.add(call(arguments(text), "completed"));
    }
    return document("completed", output, usage(promptTokens, completionTokens));
  }

  /** Returns the response before any output. */
  Map<String, Object> started() {
    return document("in_progress", List.of(), null);
  }

  static Map<String, Object> message(String text, String status) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", "msg_stub");
    message.put("type", "message");
    message.put("status", status);
    message.put("role", "assistant");
    message.put("content", status.equals("completed") ? List.of(part(text)) : List.of());
    return message;
  }

  static Map<String, Object> part(String text) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("type", "output_text");
    part.put("annotations", List.of());
    part.put("logprobs", List.of());
    part.put("text", text);
    return part;
  }

  Map<String, Object> call(String arguments, String status) {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("id", "fc_stub");
    call.put("type", "function_call");
    call.put("status", status);
    call.put("arguments", arguments);
    call.put("call_id", "call_stub");
    call.put("name", request.path("tools").path(0).path("name").asString("note"));
    return call;
  }

  static String arguments(String text) {
    return StubJson.text(Map.of("note", text));
  }

  private Map<String, Object> document(
      String status, List<Map<String, Object>> output, @Nullable Map<String, Object> usage) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("object", "response");
    document.put("created_at", 1_767_225_600);
    document.put("status", status);
    document.put("error", null);
    document.put("incomplete_details", null);
    document.put("instructions", request.path("instructions").asString(null));
    document.put("model", request.path("model").asString("stub"));
    document.put("output", output);
    document.put("parallel_tool_calls", true);
    document.put("previous_response_id", null);
    document.put("store", true);
    document.put("temperature", 1.0);
    document.put("tool_choice", "auto");
    document.put("tools", callsTool() ? request.path("tools") : List.of());
    document.put("top_p", 1.0);
    document.put("usage", usage);
    document.put("metadata", Map.of());
    return document;
  }

  private static Map<String, Object> usage(int promptTokens, int completionTokens) {
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("input_tokens", promptTokens);
    usage.put("input_tokens_details", Map.of("cached_tokens", 2, "cache_write_tokens", 0));
    usage.put("output_tokens", completionTokens);
    usage.put("output_tokens_details", Map.of("reasoning_tokens", 3));
    usage.put("total_tokens", promptTokens + completionTokens);
    return usage;
  }
}
