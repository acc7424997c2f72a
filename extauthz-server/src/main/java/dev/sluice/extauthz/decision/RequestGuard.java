package dev.sluice.extauthz.decision;

/** A demand on requests beyond route, credential and level. It holds no state of any request. */
public interface RequestGuard {
  /** Tells each rule that the exchange does not meet, until one of them refuses it. */
  void check(AuthorizationContext exchange, RuleViolations refusals);
}
