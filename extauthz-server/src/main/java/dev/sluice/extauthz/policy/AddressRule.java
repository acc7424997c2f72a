package dev.sluice.extauthz.policy;

import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.address.IpAddressSet;
import java.util.Optional;

/**
 * A rule for the IP addresses of clients.
 *
 * @param allow the addresses that always pass; without a deny list, no others pass
 * @param deny the addresses that do not pass
 */
public record AddressRule(
    RuleAttributes attributes, Optional<IpAddressSet> allow, Optional<IpAddressSet> deny) {
  /**
   * Returns true if the client may pass. A client without a valid address may not.
   *
   * @param excepted true if a row excepts the client from deny lists; it does not open a rule that
   *     only allows
   */
  public boolean allows(Optional<IpAddress> address, boolean excepted) {
    if (address.isEmpty()) {
      return false;
    }
    IpAddress client = address.get();
    if (allow.isPresent() && allow.get().contains(client)) {
      return true;
    }
    return deny.isPresent() && (excepted || !deny.get().contains(client));
  }

  /** Returns whether the rule is enforced and excepts the client from blocks. */
  public boolean excepts(IpAddress client) {
    return !attributes.shadow()
        && deny.isPresent()
        && allow.isPresent()
        && allow.get().contains(client);
  }
}
