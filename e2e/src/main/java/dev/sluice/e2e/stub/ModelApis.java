package dev.sluice.e2e.stub;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The APIs of language models beside OpenAI's completions: OpenAI's embeddings, moderations and
 * responses, Anthropic's messages, and Gemini's streams.
 */
final class ModelApis {
  private static final String STORED = "/v1/responses/";

  private ModelApis() {}

  /** Returns the answer to a call of one of the APIs. */
  static Optional<ModelAnswer> answer(RecordedRequest request) {
    if (request.path().endsWith(":streamGenerateContent")) {
      List<String> pieces = StubCompletions.split(StubCompletions.RECORD);
      return Optional.of(new ModelAnswer.Streamed(new GeminiStream(), pieces, 9));
    }
    return switch (request.method()) {
      case "POST" -> made(request.path(), StubJson.read(request.body()));
      case "GET" -> stored(request.path()).map(ModelAnswer.Whole::new);
      case "DELETE" -> stored(request.path()).map(ModelApis::deleted).map(ModelAnswer.Whole::new);
      default -> Optional.empty();
    };
  }

  private static Optional<ModelAnswer> made(String path, JsonNode request) {
    int promptTokens = StubCompletions.promptTokens(request);
    return switch (path) {
      case "/v1/embeddings" -> whole(StubEmbeddings.answer(request));
      case "/v1/moderations" -> whole(StubModerations.answer(request));
      case "/v1/messages/count_tokens", "/v1/responses/input_tokens" ->
          whole(Map.of("object", "response.input_tokens", "input_tokens", promptTokens));
      case "/v1/responses" -> responses(request, promptTokens);
      case "/v1/messages" -> messages(request, promptTokens);
      default -> Optional.empty();
    };
  }

  private static Optional<ModelAnswer> whole(Map<String, ?> document) {
    return Optional.of(new ModelAnswer.Whole(document));
  }

  private static Optional<ModelAnswer> responses(JsonNode request, int promptTokens) {
    List<String> pieces = StubCompletions.completionFor(request);
    if (request.path("stream").asBoolean(false)) {
      return Optional.of(
          new ModelAnswer.Streamed(new ResponsesStream(request), pieces, promptTokens));
    }
    return whole(
        ResponsesDocument.of(request)
            .completed(String.join("", pieces).strip(), promptTokens, pieces.size()));
  }

  private static Optional<ModelAnswer> messages(JsonNode request, int promptTokens) {
    List<String> pieces = StubCompletions.completionFor(request);
    if (request.path("stream").asBoolean(false)) {
      return Optional.of(
          new ModelAnswer.Streamed(
              new MessagesStream(request, promptTokens), pieces, promptTokens));
    }
    return whole(
        MessagesStream.whole(
            request, String.join("", pieces).strip(), promptTokens, pieces.size()));
  }

  /** Returns the stored response of a path; the stub has every response. */
  private static Optional<Map<String, Object>> stored(String path) {
    String id = path.startsWith(STORED) ? path.substring(STORED.length()) : "";
    return id.isEmpty() || id.contains("/")
        ? Optional.empty()
        : Optional.of(
            ResponsesDocument.of(StubJson.read("{}"))
                .withId(id)
                .completed(StubCompletions.RECORD, 9, 40));
  }

  private static Map<String, Object> deleted(Map<String, Object> response) {
    return Map.of("id", response.get("id"), "object", "response", "deleted", true);
  }
}
