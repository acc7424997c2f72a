package dev.sluice.extauthz.decision;

import java.util.List;

/**
 * The guards of requests, in the order in which they are asked.
 *
 * @param beforeAuthentication what needs no identity, so that an attack costs no signature
 * @param afterLevelCheck what is asked of a caller whose level suffices
 */
public record RequestGuards(
    List<RequestGuard> beforeAuthentication, List<RequestGuard> afterLevelCheck) {
  public RequestGuards {
    beforeAuthentication = List.copyOf(beforeAuthentication);
    afterLevelCheck = List.copyOf(afterLevelCheck);
  }

  /** No demand at all. */
  public static RequestGuards none() {
    return new RequestGuards(List.of(), List.of());
  }

  static void checkAll(
      List<RequestGuard> guards, AuthorizationContext exchange, RuleViolations refusals) {
    for (int i = 0; i < guards.size() && refusals.enforced() == null; i++) {
      guards.get(i).check(exchange, refusals);
    }
  }
}
