package dev.sluice.extauthz.shadow;

import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.identity.Identity;
import java.util.Set;

/**
 * A selection of the requests about which the shadow policy decides.
 *
 * @param tenants the tenants of the callers; if empty, all requests, also without a caller
 * @param percent the share of requests, 1 to 100. A request is always in the share, or never
 */
public record ShadowSelection(Set<String> tenants, int percent) {
  private static final int ALL = 100;

  public ShadowSelection {
    tenants = Set.copyOf(tenants);
  }

  /** Returns whether the shadow policy decides about the request. */
  public boolean selects(Decision decision) {
    if (!tenants.isEmpty()
        && !(decision.identity() instanceof Identity.Caller caller
            && tenants.contains(caller.tenant()))) {
      return false;
    }
    return percent >= ALL
        || Math.floorMod(decision.facts().requestId().hashCode() * 0x9E3779B9, ALL) < percent;
  }
}
