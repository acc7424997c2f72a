package dev.sluice.common.waf;

/** What kind of attack a rule is about. */
public enum WafAttackClass {
  /** SQL that is to become part of a statement of the upstream's. */
  SQLI,
  /** Script that is to run in the browser of whoever is shown the text. */
  XSS
}
