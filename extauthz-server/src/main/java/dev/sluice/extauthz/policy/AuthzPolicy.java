package dev.sluice.extauthz.policy;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.scope.ExchangeScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compiled form of policies/authz.yaml.
 *
 * @param version the version, as in the header {@code X-Policy-Version}
 * @param issuers the issuers; the default one first
 * @param requestRules the address rules and the conditions
 * @param headerContracts the contracts for request headers
 * @param journal the rules for the records of decisions
 * @param id the name, the version and the hash of the file, and those of the address rules of
 *     another file
 */
public record AuthzPolicy(
    String version,
    List<IssuerPolicy> issuers,
    AccessLevelRules levels,
    RouteRules routes,
    RequestRules requestRules,
    List<HeaderContract> headerContracts,
    JournalRules journal,
    String id) {
  public AuthzPolicy {
    issuers = List.copyOf(issuers);
    headerContracts = List.copyOf(headerContracts);
  }

  /** Creates a policy that is not from a file, without rules for single requests. */
  public AuthzPolicy(
      String version, List<IssuerPolicy> issuers, AccessLevelRules levels, RouteRules routes) {
    this(
        version, issuers, levels, routes, RequestRules.NONE, List.of(), JournalRules.NONE, version);
  }

  /** Returns the same policy with other issuers. */
  public AuthzPolicy withIssuers(List<IssuerPolicy> others) {
    return new AuthzPolicy(
        version, others, levels, routes, requestRules, headerContracts, journal, id);
  }

  /** Returns the same policy with more address rules; its id is followed by theirs. */
  public AuthzPolicy with(IpRules more) {
    return new AuthzPolicy(
        version,
        issuers,
        levels,
        routes,
        requestRules.and(more.rules()),
        headerContracts,
        journal,
        PolicyDocument.joinedIds(List.of(id, more.id())));
  }

  /** Returns true if decisions of this environment must be stored before the response is sent. */
  public boolean requiresDurableDecision(String environment) {
    return journal.durableEnvironments().contains(environment);
  }

  /** Returns the first header contract that matches; null if none does. */
  public @Nullable HeaderContract headerContract(ExchangeScope scope, String product) {
    for (HeaderContract contract : headerContracts) {
      if (contract.matches(scope, product)) {
        return contract;
      }
    }
    return null;
  }

  /** Returns the claim names of an issuer. */
  public ClaimNames claimNames(String issuer) {
    for (IssuerPolicy policy : issuers) {
      if (policy.name().equals(issuer)) {
        return policy.claimNames();
      }
    }
    return ClaimNames.DEFAULTS;
  }
}
