package dev.sluice.extauthz.policy;

import java.util.List;

/**
 * The address rules of a policy.
 *
 * @param withoutTenants the rules that are checked before authentication
 * @param withTenants the rules that name tenants
 */
public record AddressRules(List<AddressRule> withoutTenants, List<AddressRule> withTenants) {
  /** An empty set of rules. */
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
