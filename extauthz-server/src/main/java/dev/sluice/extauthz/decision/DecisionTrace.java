package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.policy.AccessLevel;
import java.util.List;

/**
 * What a decision looked at and found, without any value of the caller's.
 *
 * @param routeSource who knew the route
 * @param detail what was wrong with the credential, empty when nothing was
 * @param cached whether the token was known from an earlier request
 * @param callerLevel the caller's level
 * @param requiredLevel the level that was asked for, and by which rule
 * @param shadowRules rules that would have refused the request, were they not in shadow
 */
public record DecisionTrace(
    RouteSource routeSource,
    CredentialKind credential,
    String detail,
    boolean cached,
    AccessLevel callerLevel,
    AccessLevel requiredLevel,
    String requiredByRule,
    List<String> shadowRules) {
  public DecisionTrace {
    shadowRules = List.copyOf(shadowRules);
  }

  /** Where the route of a request was found. */
  public enum RouteSource {
    NONE,
    PUBLISH,
    POLICY_FILE
  }

  static DecisionTrace withoutRoute() {
    return of(RouteSource.NONE, CredentialKind.NONE, "", List.of());
  }

  static DecisionTrace of(
      RouteSource source, CredentialKind credential, String detail, List<String> shadows) {
    return new DecisionTrace(
        source, credential, detail, false, AccessLevel.NONE, AccessLevel.NONE, "", shadows);
  }
}
