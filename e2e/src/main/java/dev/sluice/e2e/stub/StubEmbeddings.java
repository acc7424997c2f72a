package dev.sluice.e2e.stub;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** The answers of the stub to OpenAI's embeddings API. Equal inputs have equal vectors. */
final class StubEmbeddings {
  private static final int DIMENSIONS = 1536;

  private StubEmbeddings() {}

  static Map<String, Object> answer(JsonNode request) {
    int dimensions = request.path("dimensions").asInt(DIMENSIONS);
    boolean base64 = request.path("encoding_format").asString("float").equals("base64");
    List<Map<String, Object>> data = new ArrayList<>();
    int tokens = 0;
    for (JsonNode input : inputs(request.path("input"))) {
      float[] vector = vector(input, dimensions);
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("object", "embedding");
      item.put("index", data.size());
      item.put("embedding", base64 ? base64(vector) : vector);
      data.add(item);
      tokens += input.isArray() ? input.size() : StubCompletions.words(input.asString("")).size();
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("object", "list");
    answer.put("data", data);
    answer.put("model", request.path("model").asString("stub"));
    answer.put("usage", Map.of("prompt_tokens", tokens, "total_tokens", tokens));
    return answer;
  }

  /** Returns the inputs: texts, or lists of token ids. */
  private static List<JsonNode> inputs(JsonNode input) {
    if (!input.isArray() || input.path(0).isNumber()) {
      return List.of(input);
    }
    List<JsonNode> inputs = new ArrayList<>();
    input.forEach(inputs::add);
    return inputs;
  }

  private static float[] vector(JsonNode input, int dimensions) {
    Random random = new Random(input.toString().hashCode());
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (random.nextGaussian() / Math.sqrt(dimensions));
    }
    return vector;
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
