package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.policy.AccessLevel;
import java.util.List;

/**
 * The trace of a decision: the checks and their results, without any value that the caller sent.
 *
 * @param routeSource the source that contained the route
 * @param detail the fault of the credential; empty if it has none
 * @param cached true if the token was verified for an earlier request
 * @param callerLevel the caller's level
 * @param requiredLevel the level that the request needs
 * @param requiredByRule the rule that requires this level
 * @param shadowRules the rules in shadow mode that would have denied the request
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

  /** The source of the route of a request. */
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
