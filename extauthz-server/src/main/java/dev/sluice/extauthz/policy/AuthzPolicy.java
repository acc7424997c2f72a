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
 * @param rules what else is asked of requests
 * @param contracts what their headers must be
 * @param keptBeforeAnswer environments whose decisions are on disk before they are answered
 */
public record AuthzPolicy(
    String version,
    List<IssuerPolicy> issuers,
    LevelRules levels,
    RouteRules routes,
    RequestRules rules,
    List<HeaderContract> contracts,
    Set<String> keptBeforeAnswer) {
  public AuthzPolicy {
    issuers = List.copyOf(issuers);
    contracts = List.copyOf(contracts);
    keptBeforeAnswer = Set.copyOf(keptBeforeAnswer);
  }

  /** Without rules about single requests. */
  public AuthzPolicy(
      String version, List<IssuerPolicy> issuers, LevelRules levels, RouteRules routes) {
    this(version, issuers, levels, routes, RequestRules.NONE, List.of(), Set.of());
  }

  /** Whether a decision of that environment is on disk before it is answered. */
  public boolean keepsBeforeAnswer(String environment) {
    return keptBeforeAnswer.contains(environment);
  }

  /** The first contract under which requests of that place come; null if they come under none. */
  public @Nullable HeaderContract contractOf(ExchangeScope scope, String product) {
    for (HeaderContract contract : contracts) {
      if (contract.covers(scope, product)) {
        return contract;
      }
    }
    return null;
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
