package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.outcome.RequestPlace;

/**
 * A violation of a rule. It is created once with the rule, except for its place.
 *
 * @param rule the kind and the id of the rule
 * @param shadow true if the violation is reported but not enforced
 * @param place the place in the request
 */
public record RuleViolation(DenialCode code, String rule, boolean shadow, RequestPlace place) {
  /** Creates a violation at an unknown place. */
  public RuleViolation(DenialCode code, String rule, boolean shadow) {
    this(code, rule, shadow, RequestPlace.UNKNOWN);
  }

  /** Returns the same violation at a place. */
  public RuleViolation at(RequestPlace found) {
    return new RuleViolation(code, rule, shadow, found);
  }
}
