package dev.sluice.extauthz.policy.condition;

/** What became of an expression. */
public enum ExpressionResult {
  YES,
  NO,
  /** It asked for what is not there, took too long, or has no meaning for these values. */
  FAILED
}
