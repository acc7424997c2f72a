package dev.sluice.controller.release;

/** The status of a release. The last three end it. */
public enum ReleaseStatus {
  PENDING,
  RUNNING,
  PAUSED,
  COMPLETED,
  ROLLED_BACK,
  ABORTED
}
