package dev.sluice.extauthz.policy;

import dev.sluice.extauthz.policy.address.AddressRules;
import dev.sluice.extauthz.policy.condition.Condition;
import java.util.List;

/** What a policy file asks of requests besides a credential and a level. */
public record RequestRules(AddressRules addresses, List<Condition> conditions) {
  /** Nothing. */
  public static final RequestRules NONE = new RequestRules(AddressRules.NONE, List.of());

  public RequestRules {
    conditions = List.copyOf(conditions);
  }
}
