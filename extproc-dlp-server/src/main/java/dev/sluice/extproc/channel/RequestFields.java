package dev.sluice.extproc.channel;

import dev.sluice.extproc.decoder.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The places where requests limit their answers and name their model. */
public final class RequestFields {
  private static final List<String> MODEL = List.of("model");

  private static final Map<List<String>, RequestField> TABLE =
      Map.of(
          List.of("max_tokens"), RequestField.MAX_OUTPUT,
          List.of("max_completion_tokens"), RequestField.MAX_OUTPUT,
          List.of("max_output_tokens"), RequestField.MAX_OUTPUT,
          List.of("generationConfig", "maxOutputTokens"), RequestField.MAX_OUTPUT,
          List.of("options", "num_predict"), RequestField.MAX_OUTPUT,
          List.of("n"), RequestField.ANSWERS,
          List.of("stream"), RequestField.STREAMED);

  private RequestFields() {}

  /** Returns the figure that the current number is. */
  public static Optional<RequestField> find(JsonPath path) {
    if (path.depth() > 2) {
      return Optional.empty();
    }
    return TABLE.entrySet().stream()
        .filter(place -> path.matches(0, place.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Returns whether the current string is the name of the model. */
  public static boolean isModel(JsonPath path) {
    return path.depth() == 1 && path.matches(0, MODEL);
  }
}
