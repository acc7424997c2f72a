package dev.sluice.extauthz.policy.block;

import dev.sluice.extauthz.policy.address.CidrBlock;
import java.util.Set;

/**
 * A rule of a row for the clients of a network.
 *
 * @param name the kind and the id of the row, as in records
 * @param allows true for an exception from rules that deny
 * @param tenants the names of the tenant whose callers it concerns; empty for all clients
 * @param expiresAtMillis the end in milliseconds of the epoch
 */
public record NetworkRule(
    String name, CidrBlock network, boolean allows, Set<String> tenants, long expiresAtMillis) {
  public NetworkRule {
    tenants = Set.copyOf(tenants);
  }

  boolean allowsAt(long nowMillis) {
    return allows && nowMillis < expiresAtMillis;
  }

  boolean deniesAt(long nowMillis) {
    return !allows && nowMillis < expiresAtMillis;
  }
}
