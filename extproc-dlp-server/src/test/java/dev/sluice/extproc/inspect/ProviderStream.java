package dev.sluice.extproc.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The form in which a provider writes a text in pieces.
 *
 * @param type the content type
 * @param start the bytes before all pieces
 * @param item makes the item of one piece
 * @param between the bytes between two items
 * @param end the bytes after all pieces
 * @param json true if the text is a JSON document itself
 */
record ProviderStream(
    String name,
    String type,
    String start,
    UnaryOperator<String> item,
    String between,
    String end,
    boolean json) {
  @Override
  public String toString() {
    return name;
  }

  /** Returns the body with these pieces. */
  String body(List<String> pieces) {
    return IntStream.range(0, pieces.size())
        .mapToObj(i -> item.apply(escaped(pieces.get(i))))
        .collect(Collectors.joining(between, start, end));
  }

  /** Returns the body up to the end of a piece's item. */
  String upTo(List<String> pieces, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> item.apply(escaped(pieces.get(i))))
        .collect(Collectors.joining(between, start, ""));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  static Stream<ProviderStream> all() {
    return Stream.of(openAi(), responses(), others()).flatMap(s -> s);
  }

  private static Stream<ProviderStream> openAi() {
    List<ProviderStream> streams = new ArrayList<>();
    for (String field :
        List.of("content", "reasoning_content", "reasoning", "refusal", "audio.transcript")) {
      streams.add(chat(field, nested(field), false));
    }
    streams.add(chat("arguments of a function", nested("function_call.arguments"), true));
    streams.add(
        chat(
            "arguments of a tool",
            "\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"%s\"}}]",
            true));
    streams.add(
        chat(
            "input of a tool",
            "\"tool_calls\":[{\"custom\":{\"input\":\"%s\"},\"index\":0,\"type\":\"custom\"}]",
            false));
    streams.add(chat("parts", "\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]", false));
    streams.add(
        chat(
            "thinking in parts",
            "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"%s\"}]}]",
            false));
    streams.add(
        chat(
            "details of reasoning",
            "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"%s\",\"index\":0}]",
            false));
    streams.add(
        events(
            "completion",
            "{\"object\":\"text_completion\",\"choices\":[{\"text\":\"%s\",\"index\":0,\"logprobs\":null,\"finish_reason\":null}]}",
            "data: [DONE]\n\n",
            false));
    return streams.stream();
  }

  private static ProviderStream chat(String name, String delta, boolean json) {
    return new ProviderStream(
        "chat " + name,
        BodySamples.SSE,
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n",
        text ->
            "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":1,\"delta\":{\"content\":\"yes. \"},\"finish_reason\":null},{\"delta\":{"
                + delta.formatted(text)
                + "},\"index\":0,\"finish_reason\":null}]}\n\n",
        "",
        """
        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7}}

        data: [DONE]

        """,
        json);
  }

  private static Stream<ProviderStream> responses() {
    return Stream.of(
            "output_text,content",
            "refusal,content",
            "reasoning_text,content",
            "reasoning_summary_text,summary",
            "function_call_arguments,content",
            "mcp_call_arguments,content",
            "custom_tool_call_input,content",
            "code_interpreter_call_code,content",
            "shell_call_command,command",
            "audio.transcript,content")
        .map(row -> {
          String[] part = row.split(",");
          String type = "response." + part[0] + ".delta";
          String event =
              "{\"type\":\"%s\",\"item_id\":\"i1\",\"output_index\":1,\"%s_index\":0,\"delta\":\"%%s\"}"
                  .formatted(type, part[1]);
          return named(
              type,
              event,
              "event: response.output_item.done\ndata: {\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":{}}\n\n",
              part[0].endsWith("arguments"));
        });
  }

  private static Stream<ProviderStream> others() {
    return Stream.of(
        anthropic("text_delta", "text", false),
        anthropic("thinking_delta", "thinking", false),
        anthropic("input_json_delta", "partial_json", true),
        anthropic("compaction_delta", "content", false),
        events("gemini", gemini("{\"text\":\"%s\"}"), "", false),
        events("gemini thought", gemini("{\"thought\":true,\"text\":\"%s\"}"), "", false),
        events(
            "gemini arguments",
            gemini(
                "{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.a\",\"stringValue\":\"%s\",\"willContinue\":true}]}}"),
            "",
            false),
        new ProviderStream(
            "gemini array",
            BodySamples.JSON,
            "[",
            text -> gemini("{\"text\":\"%s\"}").formatted(text),
            ",\r\n",
            "]",
            false),
        lines(
            "ollama chat",
            "{\"model\":\"m\",\"message\":{\"content\":\"%s\",\"role\":\"a\"},\"done\":false}"),
        lines(
            "ollama thinking",
            "{\"message\":{\"content\":\"\",\"thinking\":\"%s\"},\"done\":false}"),
        lines("ollama generate", "{\"model\":\"m\",\"response\":\"%s\",\"done\":false}"),
        events("agent", "{\"type\":\"token\",\"content\":\"%s\"}", "data: [DONE]\n\n", false),
        events(
            "ui messages", "{\"type\":\"text-delta\",\"id\":\"0\",\"delta\":\"%s\"}", "", false));
  }

  private static ProviderStream anthropic(String type, String field, boolean json) {
    return new ProviderStream(
        "anthropic " + type,
        BodySamples.SSE,
        """
        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

        """,
        text ->
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"%s\",\"%s\":\"%s\"}}\n\n"
                .formatted(type, field, text),
        "",
        "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":1}\n\n",
        json);
  }

  private static String gemini(String part) {
    return "{\"candidates\":[{\"content\":{\"parts\":["
        + part
        + "],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":4}}";
  }

  private static ProviderStream events(String name, String data, String end, boolean json) {
    return new ProviderStream(
        name, BodySamples.SSE, "", text -> "data: " + data.formatted(text) + "\n\n", "", end, json);
  }

  private static ProviderStream named(String type, String data, String end, boolean json) {
    return new ProviderStream(
        type,
        BodySamples.SSE,
        "",
        text -> String.format(Locale.ROOT, "event: %s\ndata: %s\n\n", type, data.formatted(text)),
        "",
        end,
        json);
  }

  private static ProviderStream lines(String name, String line) {
    return new ProviderStream(
        name,
        "application/x-ndjson",
        "",
        text -> line.formatted(text) + "\n",
        "",
        "{\"done\":true,\"prompt_eval_count\":3,\"eval_count\":9}\n",
        false);
  }

  private static String nested(String path) {
    String[] keys = path.split("\\.");
    return keys.length == 1
        ? "\"" + keys[0] + "\":\"%s\""
        : "\"" + keys[0] + "\":{\"" + keys[1] + "\":\"%s\"}";
  }
}
