package dev.sluice.extproc.channel;

import dev.sluice.extproc.decoder.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The places where providers report token figures. */
public final class UsageFields {
  private record Place(UsageField field, List<String> steps) {}

  private static final List<Place> TABLE =
      Stream.of(
              at(
                  UsageField.PROMPT,
                  "usage.prompt_tokens",
                  "tokensUsed.prompt_tokens",
                  "x_groq.usage.prompt_tokens",
                  "usageMetadata.promptTokenCount",
                  "prompt_eval_count"),
              at(
                  UsageField.INPUT,
                  "usage.input_tokens",
                  "tokensUsed.input_tokens",
                  "response.usage.input_tokens",
                  "message.usage.input_tokens"),
              at(
                  UsageField.CACHE_READ,
                  "usage.cache_read_input_tokens",
                  "message.usage.cache_read_input_tokens"),
              at(
                  UsageField.CACHE_WRITTEN,
                  "usage.cache_creation_input_tokens",
                  "message.usage.cache_creation_input_tokens"),
              at(UsageField.TOOL_PROMPT, "usageMetadata.toolUsePromptTokenCount"),
              at(
                  UsageField.CACHED,
                  "usage.prompt_tokens_details.cached_tokens",
                  "usage.input_tokens_details.cached_tokens",
                  "response.usage.input_tokens_details.cached_tokens",
                  "usageMetadata.cachedContentTokenCount"),
              at(
                  UsageField.OUTPUT,
                  "usage.completion_tokens",
                  "usage.output_tokens",
                  "tokensUsed",
                  "tokensUsed.completion_tokens",
                  "tokensUsed.output_tokens",
                  "x_groq.usage.completion_tokens",
                  "response.usage.output_tokens",
                  "usageMetadata.candidatesTokenCount",
                  "eval_count"),
              at(UsageField.OUTPUT_AT_FIRST, "message.usage.output_tokens"),
              at(UsageField.THOUGHTS, "usageMetadata.thoughtsTokenCount"),
              at(
                  UsageField.REASONING,
                  "usage.completion_tokens_details.reasoning_tokens",
                  "usage.output_tokens_details.reasoning_tokens",
                  "usage.output_tokens_details.thinking_tokens",
                  "response.usage.output_tokens_details.reasoning_tokens"))
          .flatMap(places -> places)
          .toList();

  private static final Map<String, List<Place>> BY_KEY =
      TABLE.stream().collect(Collectors.groupingBy(place -> place.steps().getLast()));

  private UsageFields() {}

  private static Stream<Place> at(UsageField field, String... paths) {
    return Stream.of(paths).map(path -> new Place(field, List.of(path.split("\\.", -1))));
  }

  /**
   * Returns the figure that the current number is, in an item that begins at a level; the last one
   * counts.
   */
  public static Optional<UsageField> find(JsonPath path, int base) {
    for (Place place : BY_KEY.getOrDefault(path.nearestKey(), List.of())) {
      if (path.matches(base, place.steps())) {
        return Optional.of(place.field());
      }
    }
    return Optional.empty();
  }

  /** Returns the keys in the table. */
  static Stream<String> keys() {
    return TABLE.stream().flatMap(place -> place.steps().stream());
  }
}
