package dev.sluice.common.waf;

/** The class of attack that a rule detects. */
public enum WafAttackClass {
  /** SQL injection: text that would become part of a statement of the upstream. */
  SQLI,
  /** Cross-site scripting: a script that would run in the browser of a reader. */
  XSS
}
