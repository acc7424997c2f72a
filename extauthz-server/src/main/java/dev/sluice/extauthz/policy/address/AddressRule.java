package dev.sluice.extauthz.policy.address;

import dev.sluice.extauthz.policy.RuleHead;
import java.util.Optional;

/**
 * Which addresses may pass.
 *
 * @param allow these may in any case; without a deny list, only these
 * @param deny these may not
 */
public record AddressRule(RuleHead head, Optional<AddressSet> allow, Optional<AddressSet> deny) {
  /** Whether a client may pass; one whose address nobody could read may not. */
  public boolean lets(Optional<IpAddress> address) {
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
