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
 * A reader of an action of a rule and its replacement.
 *
 * @param pointer the place of the action in the rule
 * @param name the action
 * @param hashes true if there is a key for hashes
 */
record ReplacementReader(
    JsonNode rule, String pointer, String name, String kind, RuleReader reader, boolean hashes) {

  /** Returns the action; every action that replaces the value is a mask. */
  RuleAction action() {
    return switch (name) {
      case "redact", "hash", "token" -> RuleAction.MASK;
      default -> RuleAction.valueOf(name.toUpperCase(Locale.ROOT));
    };
  }

  /** Reads the replacement; returns empty and reports the problem if it is invalid. */
  Optional<Replacement> read(List<PatternSet.Entry> detections) {
    return switch (name) {
      case "redact" -> Optional.of(MaskTemplate.of("[" + label() + "]"));
      case "token" -> Optional.of(new ReversibleToken(label()));
      case "hash" -> hash();
      default -> mask(detections);
    };
  }

  private Optional<Replacement> hash() {
    if (!hashes) {
      reader.problem(pointer, "hash needs the key dlp.hash-key in the server's configuration");
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
    Optional<String> problem = MaskTemplate.problem(template, shortest);
    problem.ifPresent(message -> reader.problem("/mask", message));
    return problem.isPresent() ? Optional.empty() : Optional.of(MaskTemplate.of(template));
  }

  private String label() {
    return kind.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
