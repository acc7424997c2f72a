package dev.sluice.extproc.external;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The messages of a Presidio analyzer: {@code {"text", "language"}}, and a list of {@code
 * {"entity_type", "start", "end", "score"}}.
 */
final class AnalyzerMessages {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_TYPE = 128;

  private AnalyzerMessages() {}

  static byte[] request(byte[] text, String language) {
    ObjectNode request = JSON.createObjectNode();
    request.put("text", new String(text, StandardCharsets.UTF_8));
    request.put("language", language);
    return JSON.writeValueAsBytes(request);
  }

  /** Reads the answer about a text. A single wrong entity makes all of them doubtful. */
  static List<RecognizedEntity> entities(byte[] answer, byte[] text, OffsetUnit unit)
      throws RecognitionException {
    JsonNode list = parsed(answer);
    if (!list.isArray()) {
      throw new RecognitionException(RecognitionFailure.INVALID_ANSWER);
    }
    int[] starts = unit.starts(text);
    List<RecognizedEntity> entities = new ArrayList<>();
    for (JsonNode item : list) {
      entities.add(entity(item, starts, unit));
    }
    return entities;
  }

  private static JsonNode parsed(byte[] answer) throws RecognitionException {
    try {
      return JSON.readTree(answer);
    } catch (JacksonException e) {
      throw new RecognitionException(RecognitionFailure.INVALID_ANSWER);
    }
  }

  private static RecognizedEntity entity(JsonNode item, int[] starts, OffsetUnit unit)
      throws RecognitionException {
    JsonNode type = item.path("entity_type");
    JsonNode start = item.path("start");
    JsonNode end = item.path("end");
    JsonNode score = item.path("score");
    boolean whole =
        type.isString()
            && type.asString().length() <= LONGEST_TYPE
            && start.canConvertToInt()
            && start.isIntegralNumber()
            && end.canConvertToInt()
            && end.isIntegralNumber()
            && score.isNumber()
            && score.asDouble() >= 0
            && score.asDouble() <= 1;
    if (!whole
        || start.asInt() < 0
        || start.asInt() >= end.asInt()
        || end.asInt() >= starts.length) {
      throw new RecognitionException(RecognitionFailure.INVALID_ANSWER);
    }
    return new RecognizedEntity(
        type.asString(), starts[start.asInt()], unit.end(starts, end.asInt()), score.asDouble());
  }
}
