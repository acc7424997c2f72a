package dev.sluice.extauthz.policy.condition;

/** The results of evaluating an expression. */
public enum ExpressionResult {
  YES,
  NO,
  /** The expression needs a missing value, exceeded a limit, or is not defined for these values. */
  FAILED
}
