package dev.sluice.extauthz.policy;

import java.util.List;

/**
 * The compiled form of policies/ip_rules.yaml: address rules besides those of the access policy.
 *
 * @param id the name, the version and the hash of the file
 */
public record IpRules(List<AddressRule> rules, String id) {
  public IpRules {
    rules = List.copyOf(rules);
  }
}
