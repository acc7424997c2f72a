package dev.sluice.extauthz.decision;

/**
 * What a rule says to a request that does not meet it; made once with the rule.
 *
 * @param rule its id, with its kind before it
 * @param shadow whether this is told and not done
 */
public record RuleViolation(DenialCode code, String rule, boolean shadow) {}
