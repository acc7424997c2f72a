package dev.sluice.extauthz.policy;

import dev.sluice.common.scope.ExchangeSelector;
import tools.jackson.databind.JsonNode;

/**
 * What every rule of a policy file begins with.
 *
 * @param name its kind and its id, as records tell it
 * @param selector the requests that it is about
 * @param shadow whether what it would refuse is told and not done
 */
public record RuleAttributes(String name, ExchangeSelector selector, boolean shadow) {
  /** Reads {@code id}, {@code mode} and the selection of a rule. */
  public static RuleAttributes read(String kind, JsonNode rule) {
    return new RuleAttributes(
        kind + ":" + rule.path("id").asString(),
        ExchangeSelector.read(rule),
        rule.path("mode").asString("enforce").equals("shadow"));
  }
}
