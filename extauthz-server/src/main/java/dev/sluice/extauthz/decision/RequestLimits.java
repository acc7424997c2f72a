package dev.sluice.extauthz.decision;

/** The rate limits of requests that nothing else denies. */
@FunctionalInterface
public interface RequestLimits {
  /** No limits. */
  RequestLimits NONE = (_, _) -> LimitOutcome.NOT_COUNTED;

  /** Counts a request, unless a limit denies it. A limit in shadow mode is only reported. */
  LimitResult count(AuthorizationContext context, RuleViolations violations);
}
