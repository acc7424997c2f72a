package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.outcome.RequestPlace;
import dev.sluice.extauthz.identity.AuthenticationResult;
import dev.sluice.extauthz.policy.AccessLevel;

/**
 * An observer of the checks of one decision, for explanations. Checks call it in their order.
 * Servers decide with {@link #NONE}, for which no check computes anything more.
 */
public interface RuleObserver {
  /** No observer. */
  RuleObserver NONE = new RuleObserver() {};

  /** The results of single rules. */
  enum RuleResult {
    OUT_OF_SCOPE,
    PASSED,
    VIOLATED,
    /** The rule cannot be evaluated for the request, which counts as a violation. */
    FAILED
  }

  /** Returns true if checks should also report what costs something, such as values and places. */
  default boolean isActive() {
    return false;
  }

  /** Handles the route that was found, before any check. */
  default void onRoute(AuthorizationContext context) {}

  /** Handles the result of a rule. */
  default void onRule(String rule, RuleResult result, boolean shadow) {}

  /** Handles the result of the part of a header contract about one header. */
  default void onHeader(String contract, String header, RuleResult result, boolean shadow) {}

  /** Handles a value that a condition reads. */
  default void onValue(String rule, String name, Object value) {}

  /**
   * Handles a match of an attack rule.
   *
   * @param offset the start in bytes of the decoded text at the place; -1 if it is not known
   * @param blocks false if the match is only reported
   */
  default void onMatch(String rule, RequestPlace place, long offset, int length, boolean blocks) {}

  /** Handles the result of authentication. */
  default void onCredential(AuthenticationResult.Completed result) {}

  /** Handles the check of the access level and the role. */
  default void onLevel(AccessLevel caller, AccessLevel required, String rule, boolean passed) {}
}
