package dev.sluice.extauthz.policy;

import java.util.List;
import java.util.stream.Stream;

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

  /** Returns these rules and, after them, others. */
  public AddressRules and(List<AddressRule> others) {
    return of(Stream.of(withoutTenants, withTenants, others).flatMap(List::stream).toList());
  }

  public static AddressRules of(List<AddressRule> rules) {
    return new AddressRules(
        rules.stream().filter(rule -> rule.attributes().selector().tenants().isEmpty()).toList(),
        rules.stream().filter(rule -> !rule.attributes().selector().tenants().isEmpty()).toList());
  }
}
