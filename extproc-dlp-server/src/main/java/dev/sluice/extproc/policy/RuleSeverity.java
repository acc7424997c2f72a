package dev.sluice.extproc.policy;

/** How much a finding matters to those who read reports. */
public enum RuleSeverity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
