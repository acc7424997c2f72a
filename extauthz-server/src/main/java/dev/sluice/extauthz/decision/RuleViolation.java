package dev.sluice.extauthz.decision;

/**
 * A violation of a rule, created once with the rule.
 *
 * @param rule the kind and the id of the rule
 * @param shadow true if the violation is reported but not enforced
 */
public record RuleViolation(DenialCode code, String rule, boolean shadow) {}
