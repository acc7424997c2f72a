package dev.sluice.extauthz.policy;

import java.util.List;

/** The rules of a policy file for single requests: address rules and conditions. */
public record RequestRules(AddressRules addresses, List<RequestCondition> conditions) {
  /** An empty set of rules. */
  public static final RequestRules NONE = new RequestRules(AddressRules.NONE, List.of());

  public RequestRules {
    conditions = List.copyOf(conditions);
  }
}
