package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.policy.Level;

/**
 * What a decision looked at and found, without any value of the caller's.
 *
 * @param routeSource who knew the route
 * @param detail what was wrong with the credential, empty when nothing was
 * @param remembered whether the token was known from an earlier request
 * @param held the caller's level
 * @param required the level that was asked for, and by which rule
 */
public record DecisionTrace(
    RouteSource routeSource,
    CredentialKind credential,
    String detail,
    boolean remembered,
    Level held,
    Level required,
    String requiredBy) {
  /** Where the route of a request was found. */
  public enum RouteSource {
    NONE,
    PUBLISH,
    POLICY_FILE
  }

  static DecisionTrace withoutRoute() {
    return of(RouteSource.NONE, CredentialKind.NONE, "");
  }

  static DecisionTrace of(RouteSource source, CredentialKind credential, String detail) {
    return new DecisionTrace(source, credential, detail, false, Level.NONE, Level.NONE, "");
  }
}
