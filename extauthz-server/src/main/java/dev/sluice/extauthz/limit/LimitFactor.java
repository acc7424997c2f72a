package dev.sluice.extauthz.limit;

import dev.sluice.extauthz.decision.AuthorizationContext;

/** A factor that makes all rate limits smaller. */
@FunctionalInterface
public interface LimitFactor {
  /** Returns the factor for a request: above 0, at most 1. */
  double of(AuthorizationContext context);
}
