package dev.sluice.extproc.policy;

/** The severity of a finding in reports. */
public enum RuleSeverity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
