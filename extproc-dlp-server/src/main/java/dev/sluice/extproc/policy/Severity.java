package dev.sluice.extproc.policy;

/** How much a finding matters to those who read reports. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
