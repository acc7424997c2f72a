package dev.sluice.extauthz.policy;

import dev.sluice.common.scope.ExchangeSelector;
import tools.jackson.databind.JsonNode;

/**
 * The attributes that every rule of a policy file has.
 *
 * @param name the kind and the id of the rule, as in records
 * @param selector the requests to which the rule applies
 * @param shadow true if a violation is reported but not enforced
 */
public record RuleAttributes(String name, ExchangeSelector selector, boolean shadow) {
  /** Reads {@code id}, {@code mode} and the selector of a rule. */
  public static RuleAttributes read(String kind, JsonNode rule) {
    return new RuleAttributes(
        kind + ":" + rule.path("id").asString(),
        ExchangeSelector.read(rule),
        rule.path("mode").asString("enforce").equals("shadow"));
  }
}
