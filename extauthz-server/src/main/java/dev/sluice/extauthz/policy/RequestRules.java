package dev.sluice.extauthz.policy;

import java.util.List;

/** What a policy file asks of requests besides a credential and a level. */
public record RequestRules(AddressRules addresses, List<RequestCondition> conditions) {
  /** Nothing. */
  public static final RequestRules NONE = new RequestRules(AddressRules.NONE, List.of());

  public RequestRules {
    conditions = List.copyOf(conditions);
  }
}
