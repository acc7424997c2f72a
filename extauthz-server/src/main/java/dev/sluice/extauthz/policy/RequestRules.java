package dev.sluice.extauthz.policy;

import dev.sluice.extauthz.policy.limit.LimitRules;
import java.util.List;

/** The rules of a policy file for requests: address rules, conditions and rate limits. */
public record RequestRules(
    AddressRules addresses, List<RequestCondition> conditions, LimitRules limits) {
  /** An empty set of rules. */
  public static final RequestRules NONE =
      new RequestRules(AddressRules.NONE, List.of(), LimitRules.NONE);

  public RequestRules {
    conditions = List.copyOf(conditions);
  }
}
