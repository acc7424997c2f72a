package dev.sluice.extauthz.policy.limit;

import java.util.List;
import java.util.Map;

/**
 * The rate limits of a policy file.
 *
 * @param factors by environment, the factor of the limits of plans; 1 for others
 * @param emergencyFactor the factor of all limits, of plans and rows too
 */
public record LimitRules(
    List<LimitRule> rules, Map<String, Double> factors, double emergencyFactor) {
  /** The factors of a policy file that names none. */
  public static final Map<String, Double> USUAL_FACTORS = Map.of("dev", 10.0, "staging", 2.0);

  /** No rules of a file; plans have limits nevertheless. */
  public static final LimitRules NONE = new LimitRules(List.of(), USUAL_FACTORS, 1);

  public LimitRules {
    rules = List.copyOf(rules);
    factors = Map.copyOf(factors);
  }

  /** Returns the factor of the limits of plans in an environment. */
  public double planFactor(String environment) {
    return factors.getOrDefault(environment, 1.0);
  }
}
