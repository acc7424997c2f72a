package dev.sluice.extproc.policy;

import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.rewriter.KeyedHash;
import dev.sluice.extproc.rewriter.MaskTemplate;
import dev.sluice.extproc.rewriter.Replacement;
import dev.sluice.extproc.rewriter.ReversibleToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a rule does with what it finds.
 *
 * @param hashes whether values can be hashed
 */
record ReplacementReader(JsonNode rule, String kind, RuleReader reader, boolean hashes) {

  /** The action's place among all: whatever puts something else there masks. */
  static RuleAction action(JsonNode rule) {
    return switch (name(rule)) {
      case "redact", "hash", "token" -> RuleAction.MASK;
      default -> RuleAction.valueOf(name(rule).toUpperCase(Locale.ROOT));
    };
  }

  private static String name(JsonNode rule) {
    return rule.path("action").asString("allow");
  }

  /** Empty if something is wrong, which is told then. */
  Optional<Replacement> read(List<PatternSet.Entry> detections) {
    if (rule.has("mask") && reader.allowsAll("action") && !name(rule).equals("mask")) {
      reader.problem("/mask", "goes with action mask only; remove it or set action to mask");
      return Optional.empty();
    }
    return switch (name(rule)) {
      case "redact" -> Optional.of(MaskTemplate.of("[" + label() + "]"));
      case "token" -> Optional.of(new ReversibleToken(label()));
      case "hash" -> hash();
      default -> mask(detections);
    };
  }

  private Optional<Replacement> hash() {
    if (!hashes) {
      reader.problem("/action", "hash needs the key dlp.hash-key in the server's configuration");
      return Optional.empty();
    }
    return Optional.of(new KeyedHash(label()));
  }

  private Optional<Replacement> mask(List<PatternSet.Entry> detections) {
    String id = rule.path("id").asString("");
    String template = rule.path("mask").asString("[" + id.toUpperCase(Locale.ROOT) + "]");
    int shortest =
        detections.stream()
            .mapToInt(found -> found.pattern().minLength())
            .min()
            .orElse(Integer.MAX_VALUE);
    Optional<String> wrong = MaskTemplate.problem(template, shortest);
    wrong.ifPresent(message -> reader.problem("/mask", message));
    return wrong.isPresent() ? Optional.empty() : Optional.of(MaskTemplate.of(template));
  }

  private String label() {
    return kind.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
