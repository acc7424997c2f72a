package dev.sluice.extauthz.policy;

import java.util.List;

/**
 * Everything that policies/authz.yaml allows, compiled.
 *
 * @param version as in {@code X-Policy-Version}
 * @param issuers the default one first
 */
public record AuthzPolicy(
    String version, List<IssuerPolicy> issuers, LevelRules levels, RouteRules routes) {
  public AuthzPolicy {
    issuers = List.copyOf(issuers);
  }

  /** How the issuer of this name names its claims. */
  public ClaimNames claimsOf(String issuer) {
    for (IssuerPolicy policy : issuers) {
      if (policy.name().equals(issuer)) {
        return policy.claims();
      }
    }
    return ClaimNames.USUAL;
  }
}
