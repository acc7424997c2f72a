package dev.sluice.extproc.policy;

/** The threat that a rule protects against; also shown to the refused client. */
public enum RuleClass {
  /** Data that leaves where it should not. */
  DLP,
  /** Attacks on the upstream and its users. */
  WAF
}
