package dev.sluice.common.policyfile;

import dev.sluice.common.config.ConfigReader;
import java.util.List;
import java.util.Set;

/**
 * A share of the requests, about which a shadow policy decides too.
 *
 * @param tenants the tenants of the callers; if empty, all requests, also without a caller
 * @param percent the share of requests, 1 to 100. A request is always in the share, or never
 */
public record ShadowShare(Set<String> tenants, int percent) {
  private static final int WHOLE = 100;

  /** The share of all requests. */
  public static final ShadowShare ALL = new ShadowShare(Set.of(), WHOLE);

  public ShadowShare {
    tenants = Set.copyOf(tenants);
  }

  /** Reads {@code tenants} and {@code percent}. */
  public static ShadowShare read(ConfigReader shadow) {
    return new ShadowShare(
        Set.copyOf(shadow.texts("tenants", List.of())), shadow.integer("percent", WHOLE, 1, WHOLE));
  }

  /**
   * Returns whether a request is in the share. All servers decide alike about the same request.
   *
   * @param tenant the tenant of the caller; empty if it is not known
   */
  public boolean selects(String tenant, String requestId) {
    if (!tenants.isEmpty() && !tenants.contains(tenant)) {
      return false;
    }
    return percent >= WHOLE || Math.floorMod(requestId.hashCode() * 0x9E3779B9, WHOLE) < percent;
  }
}
