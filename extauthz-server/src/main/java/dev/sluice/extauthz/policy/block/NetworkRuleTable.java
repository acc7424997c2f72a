package dev.sluice.extauthz.policy.block;

import dev.sluice.common.collect.TrieMap;
import dev.sluice.extauthz.policy.address.CidrTrie;
import dev.sluice.extauthz.policy.address.IpAddress;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable table of the rules of rows for networks. The next version shares all unchanged
 * parts. A rule ends at its time by the clock of this server.
 */
public final class NetworkRuleTable {
  /** The most rules of a table. */
  static final int LARGEST_SIZE = 200_000;

  private static final NetworkRuleTable EMPTY =
      new NetworkRuleTable(TrieMap.empty(), CidrTrie.empty(), TrieMap.empty());

  private final TrieMap<String, NetworkRule> byId;
  private final CidrTrie<NetworkRule> shared;
  private final TrieMap<String, CidrTrie<NetworkRule>> byTenant;

  private NetworkRuleTable(
      TrieMap<String, NetworkRule> byId,
      CidrTrie<NetworkRule> shared,
      TrieMap<String, CidrTrie<NetworkRule>> byTenant) {
    this.byId = byId;
    this.shared = shared;
    this.byTenant = byTenant;
  }

  public static NetworkRuleTable empty() {
    return EMPTY;
  }

  public int size() {
    return byId.size();
  }

  /**
   * Returns this table with the changed rules and without the removed ids.
   *
   * @throws IllegalArgumentException if there are too many
   */
  public NetworkRuleTable with(Map<String, NetworkRule> changed, Collection<String> removed) {
    NetworkRuleTable next = this;
    for (String id : removed) {
      next = next.without(id);
    }
    for (Map.Entry<String, NetworkRule> rule : changed.entrySet()) {
      next = next.without(rule.getKey()).with(rule.getKey(), rule.getValue());
    }
    if (next.size() > LARGEST_SIZE) {
      throw new IllegalArgumentException("more than " + LARGEST_SIZE + " address blocks");
    }
    return next;
  }

  /**
   * Returns the rule that decides about a client: one that allows it, else the one that denies the
   * smallest network; null if there is none.
   *
   * @param tenant the tenant of the caller; empty for the rules that concern all clients
   */
  public @Nullable NetworkRule find(String tenant, IpAddress client, long nowMillis) {
    NetworkRule allowing = shared.find(client, rule -> rule.allowsAt(nowMillis));
    if (allowing != null) {
      return allowing;
    }
    CidrTrie<NetworkRule> rules = tenant.isEmpty() ? shared : byTenant.get(tenant);
    if (rules == null) {
      return null;
    }
    NetworkRule own = rules.find(client, rule -> rule.allowsAt(nowMillis));
    return own != null ? own : rules.find(client, rule -> rule.deniesAt(nowMillis));
  }

  private NetworkRuleTable with(String id, NetworkRule rule) {
    if (rule.tenants().isEmpty()) {
      return new NetworkRuleTable(byId.with(id, rule), shared.with(rule.network(), rule), byTenant);
    }
    TrieMap<String, CidrTrie<NetworkRule>> tenants = byTenant;
    for (String tenant : rule.tenants()) {
      CidrTrie<NetworkRule> rules = tenants.get(tenant);
      CidrTrie<NetworkRule> some = rules == null ? CidrTrie.empty() : rules;
      tenants = tenants.with(tenant, some.with(rule.network(), rule));
    }
    return new NetworkRuleTable(byId.with(id, rule), shared, tenants);
  }

  private NetworkRuleTable without(String id) {
    NetworkRule rule = byId.get(id);
    if (rule == null) {
      return this;
    }
    if (rule.tenants().isEmpty()) {
      return new NetworkRuleTable(byId.without(id), shared.without(rule.network(), rule), byTenant);
    }
    TrieMap<String, CidrTrie<NetworkRule>> tenants = byTenant;
    for (String tenant : rule.tenants()) {
      CidrTrie<NetworkRule> rules = tenants.get(tenant);
      CidrTrie<NetworkRule> rest =
          rules == null ? CidrTrie.empty() : rules.without(rule.network(), rule);
      tenants = rest.isEmpty() ? tenants.without(tenant) : tenants.with(tenant, rest);
    }
    return new NetworkRuleTable(byId.without(id), shared, tenants);
  }
}
