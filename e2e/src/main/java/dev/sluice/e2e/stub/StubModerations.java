package dev.sluice.e2e.stub;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The answers of the stub to OpenAI's moderations API: one result for each input. */
final class StubModerations {
  private static final List<String> CATEGORIES =
      List.of("harassment", "hate", "illicit", "self-harm", "sexual", "violence");

  private StubModerations() {}

  static Map<String, Object> answer(JsonNode request) {
    JsonNode input = request.path("input");
    boolean several = input.isArray() && input.path(0).isString();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", "modr-stub");
    answer.put("model", request.path("model").asString("stub"));
    answer.put("results", Collections.nCopies(several ? input.size() : 1, result()));
    return answer;
  }

  private static Map<String, Object> result() {
    Map<String, Boolean> categories = new LinkedHashMap<>();
    Map<String, Double> scores = new LinkedHashMap<>();
    Map<String, List<String>> types = new LinkedHashMap<>();
    for (String category : CATEGORIES) {
      categories.put(category, category.equals("violence"));
      scores.put(category, category.equals("violence") ? 0.9321854 : 4.4515540843e-6);
      types.put(category, new ArrayList<>(List.of("text")));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("flagged", true);
    result.put("categories", categories);
    result.put("category_scores", scores);
    result.put("category_applied_input_types", types);
    return result;
  }
}
