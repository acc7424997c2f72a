package dev.sluice.extauthz.policy;

import dev.sluice.common.scope.ExchangeScope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that policies/authz.yaml allows, compiled.
 *
 * @param version as in {@code X-Policy-Version}
 * @param issuers the default one first
 * @param requestRules what else is asked of requests
 * @param headerContracts what their headers must be
 * @param durableEnvironments environments whose decisions are on disk before they are answered
 */
public record AuthzPolicy(
    String version,
    List<IssuerPolicy> issuers,
    AccessLevelRules levels,
    RouteRules routes,
    RequestRules requestRules,
    List<HeaderContract> headerContracts,
    Set<String> durableEnvironments) {
  public AuthzPolicy {
    issuers = List.copyOf(issuers);
    headerContracts = List.copyOf(headerContracts);
    durableEnvironments = Set.copyOf(durableEnvironments);
  }

  /** Without rules about single requests. */
  public AuthzPolicy(
      String version, List<IssuerPolicy> issuers, AccessLevelRules levels, RouteRules routes) {
    this(version, issuers, levels, routes, RequestRules.NONE, List.of(), Set.of());
  }

  /** Whether a decision of that environment is on disk before it is answered. */
  public boolean requiresDurableDecision(String environment) {
    return durableEnvironments.contains(environment);
  }

  /** The first contract under which requests of that place come; null if they come under none. */
  public @Nullable HeaderContract headerContract(ExchangeScope scope, String product) {
    for (HeaderContract contract : headerContracts) {
      if (contract.matches(scope, product)) {
        return contract;
      }
    }
    return null;
  }

  /** How the issuer of this name names its claims. */
  public ClaimNames claimNames(String issuer) {
    for (IssuerPolicy policy : issuers) {
      if (policy.name().equals(issuer)) {
        return policy.claimNames();
      }
    }
    return ClaimNames.DEFAULTS;
  }
}
