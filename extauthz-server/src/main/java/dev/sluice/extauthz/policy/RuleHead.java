package dev.sluice.extauthz.policy;

import dev.sluice.common.scope.Selection;
import tools.jackson.databind.JsonNode;

/**
 * What every rule of a policy file begins with.
 *
 * @param name its kind and its id, as records tell it
 * @param where the requests that it is about
 * @param shadow whether what it would refuse is told and not done
 */
public record RuleHead(String name, Selection where, boolean shadow) {
  /** Reads {@code id}, {@code mode} and the selection of a rule. */
  public static RuleHead read(String kind, JsonNode rule) {
    return new RuleHead(
        kind + ":" + rule.path("id").asString(),
        Selection.read(rule),
        rule.path("mode").asString("enforce").equals("shadow"));
  }
}
