package dev.sluice.extauthz.decision;

/**
 * A check of a request besides its route, credential and access level. It keeps no state of a
 * request.
 */
public interface RequestGuard {
  /** Adds each rule that the request violates. Stops after the first violation that is enforced. */
  void check(AuthorizationContext context, RuleViolations violations);
}
