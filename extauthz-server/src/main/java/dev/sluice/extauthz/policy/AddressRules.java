package dev.sluice.extauthz.policy;

import java.util.List;

/**
 * All address lists of a policy.
 *
 * @param withoutTenants those that can be asked before it is known who calls
 * @param withTenants those that name tenants
 */
public record AddressRules(List<AddressRule> withoutTenants, List<AddressRule> withTenants) {
  /** No list. */
  public static final AddressRules NONE = of(List.of());

  public AddressRules {
    withoutTenants = List.copyOf(withoutTenants);
    withTenants = List.copyOf(withTenants);
  }

  public static AddressRules of(List<AddressRule> rules) {
    return new AddressRules(
        rules.stream().filter(rule -> rule.attributes().selector().tenants().isEmpty()).toList(),
        rules.stream().filter(rule -> !rule.attributes().selector().tenants().isEmpty()).toList());
  }
}
