package dev.sluice.extauthz.policy.address;

import java.util.List;

/**
 * All address lists of a policy.
 *
 * @param forAnyone those that can be asked before it is known who calls
 * @param byTenant those that name tenants
 */
public record AddressRules(List<AddressRule> forAnyone, List<AddressRule> byTenant) {
  /** No list. */
  public static final AddressRules NONE = of(List.of());

  public AddressRules {
    forAnyone = List.copyOf(forAnyone);
    byTenant = List.copyOf(byTenant);
  }

  static AddressRules of(List<AddressRule> rules) {
    return new AddressRules(
        rules.stream().filter(rule -> rule.head().where().tenants().isEmpty()).toList(),
        rules.stream().filter(rule -> !rule.head().where().tenants().isEmpty()).toList());
  }
}
