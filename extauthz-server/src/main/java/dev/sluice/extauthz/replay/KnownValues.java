package dev.sluice.extauthz.replay;

import dev.sluice.extauthz.policy.condition.ExpressionReads;

/** The knowledge of which values of a request are kept. */
@FunctionalInterface
public interface KnownValues {
  /** The knowledge of a request that is still there as a whole. */
  KnownValues ALL = _ -> true;

  /** Returns whether each value is kept, or known to be absent. */
  boolean knows(ExpressionReads reads);
}
