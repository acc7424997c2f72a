package dev.sluice.extproc.policy;

/** What a rule protects from, which is what whoever is refused is told. */
public enum RuleClass {
  /** From data that goes where it should not. */
  DLP,
  /** From attacks on the upstream and on its users. */
  WAF
}
