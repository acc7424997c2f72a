package dev.sluice.common.waf;

/** The action for an exchange that a rule matches. */
public enum WafAction {
  /** Reject the exchange, and report the match. */
  BLOCK,
  /** Report the match only. */
  LOG
}
