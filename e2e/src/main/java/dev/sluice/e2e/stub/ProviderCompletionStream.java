package dev.sluice.e2e.stub;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The stream formats of Anthropic, Gemini, and OpenAI Responses. The first two also call a tool
 * with the e-mail address of the record, which Anthropic splits into deltas.
 */
enum ProviderCompletionStream implements CompletionStream {
  ANTHROPIC {
    @Override
    String start() {
      return named(
              """
              {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}\
              """)
          + named(
              """
              {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\
              """);
    }

    @Override
    String piece(String text) {
      return named(
          "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}"
              .formatted(text));
    }

    @Override
    String end(int prompt, int completion) {
      var end = new StringBuilder(named("{\"type\":\"content_block_stop\",\"index\":0}"));
      end.append(
          named(
              """
              {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"send","input":{}}}\
              """));
      for (String piece :
          StubCompletions.split("{\"note\": \"to\\n" + StubCompletions.EMAIL + "\"}")) {
        end.append(
            named(
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"%s\"}}"
                    .formatted(piece.replace("\\", "\\\\").replace("\"", "\\\""))));
      }
      return end.append(named("{\"type\":\"content_block_stop\",\"index\":1}"))
          .append(
              named(
                  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":%d}}"
                      .formatted(completion)))
          .append(named("{\"type\":\"message_stop\"}"))
          .toString();
    }
  },
  GEMINI {
    @Override
    String start() {
      return "";
    }

    @Override
    String piece(String text) {
      return data(
          "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"%s\"}],\"role\":\"model\"},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9}}"
              .formatted(text));
    }

    @Override
    String end(int prompt, int completion) {
      return data(
          "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"send\",\"args\":{\"note\":\"to %s\"}}}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":%d}}"
              .formatted(StubCompletions.EMAIL, completion));
    }
  },
  RESPONSES {
    @Override
    String start() {
      return named(
          "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r\",\"object\":\"response\",\"status\":\"in_progress\",\"output\":[]}}");
    }

    @Override
    String piece(String text) {
      return named(
          "{\"type\":\"response.output_text.delta\",\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"%s\",\"logprobs\":[{\"token\":\"%s\",\"logprob\":-0.1,\"top_logprobs\":[]}],\"sequence_number\":1}"
              .formatted(text, text));
    }

    @Override
    String end(int prompt, int completion) {
      return named(
              "{\"type\":\"response.output_text.done\",\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"text\":\"%s\",\"logprobs\":[],\"sequence_number\":2}"
                  .formatted(StubCompletions.RECORD))
          + named(
              "{\"type\":\"response.completed\",\"sequence_number\":3,\"response\":{\"id\":\"r\",\"object\":\"response\",\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"id\":\"i\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"%s\",\"annotations\":[]}]}],\"usage\":{\"input_tokens\":9,\"output_tokens\":%d,\"total_tokens\":99}}}"
                  .formatted(StubCompletions.RECORD, completion));
    }
  };

  /** Returns the stream format of a path. */
  static Optional<ProviderCompletionStream> of(String path) {
    if (path.endsWith("/v1/messages")) {
      return Optional.of(ANTHROPIC);
    }
    if (path.endsWith(":streamGenerateContent")) {
      return Optional.of(GEMINI);
    }
    return path.endsWith("/v1/responses") ? Optional.of(RESPONSES) : Optional.empty();
  }

  abstract String start();

  abstract String piece(String text);

  abstract String end(int prompt, int completion);

  @Override
  public byte[] opening() {
    return start().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] delta(String piece) {
    return piece(piece).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] closing(int promptTokens, int completionTokens) {
    return end(promptTokens, completionTokens).getBytes(StandardCharsets.UTF_8);
  }

  private static String named(String data) {
    String type = data.substring(9, data.indexOf('"', 9));
    return "event: " + type + "\n" + data(data);
  }

  private static String data(String data) {
    return "data: " + data + "\n\n";
  }
}
