package dev.sluice.extauthz.policy;

import dev.sluice.extauthz.policy.block.BlockingSettings;
import dev.sluice.extauthz.policy.limit.LimitRules;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a policy file for requests: address rules, conditions and rate limits.
 *
 * @param blocking the settings for blocks after failed credentials; empty for no blocks
 */
public record RequestRules(
    AddressRules addresses,
    List<RequestCondition> conditions,
    LimitRules limits,
    Optional<BlockingSettings> blocking) {
  /** An empty set of rules. */
  public static final RequestRules NONE =
      new RequestRules(AddressRules.NONE, List.of(), LimitRules.NONE, Optional.empty());

  public RequestRules {
    conditions = List.copyOf(conditions);
  }

  /** Returns the same rules and, after its address rules, others. */
  RequestRules and(List<AddressRule> others) {
    return new RequestRules(addresses.and(others), conditions, limits, blocking);
  }
}
