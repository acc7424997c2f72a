package dev.sluice.extauthz.policy.file;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A reader of durations in a policy file. The schema has checked their syntax. */
final class PolicyDurationReader {
  private PolicyDurationReader() {}

  static Optional<Duration> read(JsonNode node, String key) {
    String text = node.path(key).asString("").toUpperCase(Locale.ROOT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.endsWith("MS")) {
      return Optional.of(Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2))));
    }
    return Optional.of(Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text));
  }
}
