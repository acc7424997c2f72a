package dev.sluice.e2e.stub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A stream of the events of OpenAI's Responses API. */
final class ResponsesStream implements CompletionStream {
  private final ResponsesDocument document;
  private final StringBuilder text = new StringBuilder();
  private int sequence;

  ResponsesStream(JsonNode request) {
    document = ResponsesDocument.of(request);
  }

  @Override
  public byte[] opening() {
    return StubJson.bytes(
        event("response.created", Map.of("response", document.started()))
            + event("response.in_progress", Map.of("response", document.started()))
            + event(
                "response.output_item.added", item(0, ResponsesDocument.message("", "in_progress")))
            + event("response.content_part.added", content("part", ResponsesDocument.part(""))));
  }

  @Override
  public byte[] delta(String piece) {
    text.append(piece);
    Map<String, Object> delta = content("delta", piece);
    delta.put(
        "logprobs", List.of(Map.of("token", piece, "logprob", -0.1, "top_logprobs", List.of())));
    delta.put("obfuscation", "x7Kq2");
    return StubJson.bytes(event("response.output_text.delta", delta));
  }

  @Override
  public byte[] closing(int promptTokens, int completionTokens) {
    String whole = text.toString();
    Map<String, Object> done = content("text", whole);
    done.put("logprobs", List.of());
    StringBuilder end = new StringBuilder(event("response.output_text.done", done));
    end.append(event("response.content_part.done", content("part", ResponsesDocument.part(whole))));
    end.append(
        event("response.output_item.done", item(0, ResponsesDocument.message(whole, "completed"))));
    if (document.callsTool()) {
      end.append(call(ResponsesDocument.arguments(whole)));
    }
    return StubJson.bytes(
        end
            + event(
                "response.completed",
                Map.of("response", document.completed(whole, promptTokens, completionTokens))));
  }

  private String call(String arguments) {
    StringBuilder call =
        new StringBuilder(
            event("response.output_item.added", item(1, document.call("", "in_progress"))));
    for (String piece : StubCompletions.split(arguments)) {
      call.append(
          event(
              "response.function_call_arguments.delta",
              Map.of("item_id", "fc_stub", "output_index", 1, "delta", piece)));
    }
    call.append(
        event(
            "response.function_call_arguments.done",
            Map.of("item_id", "fc_stub", "output_index", 1, "arguments", arguments)));
    return call.append(
            event("response.output_item.done", item(1, document.call(arguments, "completed"))))
        .toString();
  }

  private static Map<String, Object> item(int index, Map<String, Object> item) {
    return Map.of("output_index", index, "item", item);
  }

  private static Map<String, Object> content(String key, Object value) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("item_id", "msg_stub");
    content.put("output_index", 0);
    content.put("content_index", 0);
    content.put(key, value);
    return content;
  }

  private String event(String type, Map<String, ?> fields) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("sequence_number", sequence++);
    event.putAll(fields);
    return StubJson.event(type, event);
  }
}
