package dev.sluice.extproc.policy;

import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A reader of the actions of a rule: that of high confidence, and those of lower ones. */
record ConfidenceReader(JsonNode rule, RuleReader reader) {
  static final String KEY = "confidence";

  private static final List<Confidence> LOWER = List.of(Confidence.MEDIUM, Confidence.LOW);

  /**
   * Returns the name of the action of each confidence that the rule searches for, the highest
   * first, and reports what the recognizer cannot find.
   */
  Map<Confidence, String> actions(Optional<Recognizer> recognizer) {
    Map<Confidence, String> actions = new EnumMap<>(Confidence.class);
    actions.put(Confidence.HIGH, rule.path("action").asString("allow"));
    if (!rule.has(KEY) || !reader.allowsAll("validator", "kind")) {
      return actions;
    }
    if (recognizer.isEmpty() || rule.has("pattern")) {
      reader.problem(
          "/" + KEY, "is possible only with a validator and without a pattern; remove it");
      return actions;
    }
    for (Confidence level : LOWER) {
      if (!rule.path(KEY).has(level.label())) {
        continue;
      }
      if (recognizer.get().ofConfidence(level).isEmpty()) {
        reader.problem("/" + KEY + "/" + level.label(), missing(recognizer.get(), level));
      } else {
        actions.put(level, rule.path(KEY).path(level.label()).asString("allow"));
      }
    }
    return actions;
  }

  private static String missing(Recognizer recognizer, Confidence level) {
    String others =
        LOWER.stream()
            .filter(other -> !recognizer.ofConfidence(other).isEmpty())
            .map(Confidence::label)
            .collect(Collectors.joining(", "));
    return "recognizer %s has no findings of %s confidence; %s"
        .formatted(
            recognizer.name(),
            level.label(),
            others.isEmpty() ? "remove it" : "use " + others + ", or remove it");
  }

  /** Returns the place of the action of a confidence in the rule. */
  static String pointer(Confidence level) {
    return level == Confidence.HIGH ? "/action" : "/" + KEY + "/" + level.label();
  }

  /** Returns true if findings of some confidence are masked with the rule's own text. */
  static boolean masks(Map<Confidence, String> actions) {
    return Stream.of(Confidence.values()).anyMatch(level -> "mask".equals(actions.get(level)));
  }
}
