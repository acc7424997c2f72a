package dev.sluice.extauthz.policy.limit;

import dev.sluice.config.v1.Tier;
import dev.sluice.extauthz.policy.RuleAttributes;
import java.util.List;

/**
 * A rule that limits the rate of requests.
 *
 * @param counter the name of its counters; rules with equal names share them
 * @param keys the properties whose combination has a counter of its own; without keys, all requests
 *     of the rule share one
 * @param base the limit that is configured; a change of it starts new counters
 * @param limit the limit in force, which may be smaller
 * @param tier the tier of the plan whose limit it is; unspecified for other rules
 * @param deniesWithoutShared true if requests are denied while counters that replicas share cannot
 *     be reached; otherwise each replica counts by itself meanwhile
 */
public record LimitRule(
    String counter,
    RuleAttributes attributes,
    List<LimitKey> keys,
    RateLimit base,
    RateLimit limit,
    Tier tier,
    boolean deniesWithoutShared) {
  /** The kind in the name of such a rule. */
  public static final String KIND = "limit";

  /** The id under which the limits of plans are reported. */
  public static final String RESERVED_ID = "plan";

  public LimitRule {
    keys = List.copyOf(keys);
  }

  /** Creates a rule that is not the limit of a plan. */
  public LimitRule(
      String counter, RuleAttributes attributes, List<LimitKey> keys, RateLimit limit) {
    this(counter, attributes, keys, limit, limit, Tier.TIER_UNSPECIFIED, false);
  }

  /** Returns this rule, which denies requests while shared counters cannot be reached, or not. */
  public LimitRule denyingWithoutShared(boolean denies) {
    return new LimitRule(counter, attributes, keys, base, limit, tier, denies);
  }

  /** Returns this rule with more or fewer requests. */
  public LimitRule times(double factor) {
    return new LimitRule(
        counter, attributes, keys, base, limit.times(factor), tier, deniesWithoutShared);
  }
}
