package dev.sluice.extauthz.policy;

import java.util.List;

/**
 * Everything that policies/authz.yaml allows, compiled.
 *
 * @param version as in {@code X-Policy-Version}
 * @param issuers the default one first
 * @param rules what else is asked of requests
 */
public record AuthzPolicy(
    String version,
    List<IssuerPolicy> issuers,
    LevelRules levels,
    RouteRules routes,
    RequestRules rules) {
  /** Without rules about single requests. */
  public AuthzPolicy(
      String version, List<IssuerPolicy> issuers, LevelRules levels, RouteRules routes) {
    this(version, issuers, levels, routes, RequestRules.NONE);
  }

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
