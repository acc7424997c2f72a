package dev.sluice.extauthz.decision;

import java.util.List;

/**
 * The guards of requests, in the order in which they run.
 *
 * @param beforeAuthentication guards that need no identity; they run first, so that an attack costs
 *     no signature check
 * @param afterLevelCheck guards that run for a caller with a sufficient level
 * @param failures the listener for credentials that are not valid
 */
public record RequestGuards(
    List<RequestGuard> beforeAuthentication,
    List<RequestGuard> afterLevelCheck,
    CredentialFailures failures) {
  public RequestGuards {
    beforeAuthentication = List.copyOf(beforeAuthentication);
    afterLevelCheck = List.copyOf(afterLevelCheck);
  }

  /** Creates guards without a listener. */
  public RequestGuards(
      List<RequestGuard> beforeAuthentication, List<RequestGuard> afterLevelCheck) {
    this(beforeAuthentication, afterLevelCheck, CredentialFailures.NONE);
  }

  /** Returns an empty set of guards. */
  public static RequestGuards none() {
    return new RequestGuards(List.of(), List.of());
  }

  static void checkAll(
      List<RequestGuard> guards, AuthorizationContext context, RuleViolations violations) {
    for (int i = 0; i < guards.size() && violations.enforced() == null; i++) {
      guards.get(i).check(context, violations);
    }
  }
}
