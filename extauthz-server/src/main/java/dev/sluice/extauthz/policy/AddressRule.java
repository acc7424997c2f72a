package dev.sluice.extauthz.policy;

import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.address.IpAddressSet;
import java.util.Optional;

/**
 * Which addresses may pass.
 *
 * @param allow these may in any case; without a deny list, only these
 * @param deny these may not
 */
public record AddressRule(
    RuleAttributes attributes, Optional<IpAddressSet> allow, Optional<IpAddressSet> deny) {
  /** Whether a client may pass; one whose address nobody could read may not. */
  public boolean allows(Optional<IpAddress> address) {
    if (address.isEmpty()) {
      return false;
    }
    IpAddress client = address.get();
    if (allow.isPresent() && allow.get().contains(client)) {
      return true;
    }
    return deny.isPresent() && !deny.get().contains(client);
  }
}
