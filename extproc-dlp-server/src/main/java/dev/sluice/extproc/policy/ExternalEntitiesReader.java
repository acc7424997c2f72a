package dev.sluice.extproc.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A reader of the keys of a rule of kind {@code external}.
 *
 * @param available true if an external recognizer is configured
 */
record ExternalEntitiesReader(JsonNode rule, RuleReader reader, boolean available) {
  static final String KIND = "external";

  private static final double DEFAULT_SCORE = 0.5;
  private static final List<String> OF_PATTERNS =
      List.of("pattern", "validator", "max_length", "examples");
  private static final List<String> OWN = List.of("entities", "min_score", "streams");

  boolean isExternal() {
    return rule.path("kind").asString("").equals(KIND);
  }

  /** Reads the entities; returns empty and reports the problems if they are invalid. */
  Optional<ExternalEntities> read() {
    if (!isExternal()) {
      OWN.forEach(key -> refuse(key, "is allowed only with kind external; remove it"));
      return Optional.empty();
    }
    OF_PATTERNS.forEach(key -> refuse(key, "is not possible with kind external; remove it"));
    if (!available) {
      reader.problem("/kind", "external needs dlp.external.url in the server's configuration");
    }
    if (rule.path("action").asString("").equals("token")) {
      reader.problem("/action", "token is not possible with kind external; use mask or redact");
    }
    if (rule.path("mask").asString("").contains("{last4}")) {
      reader.problem("/mask", "{last4} is not possible with kind external; remove it");
    }
    if (!rule.has("entities")) {
      reader.problem("", "'entities' is required by kind external; add it");
      return Optional.empty();
    }
    Set<String> types = new HashSet<>();
    rule.path("entities").forEach(type -> types.add(type.asString("")));
    return Optional.of(
        new ExternalEntities(
            types,
            rule.path("min_score").asDouble(DEFAULT_SCORE),
            rule.path("streams").asString("hold").equals("hold")));
  }

  private void refuse(String key, String message) {
    if (rule.has(key)) {
      reader.problem("/" + key, message);
    }
  }
}
