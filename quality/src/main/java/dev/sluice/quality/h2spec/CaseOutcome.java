package dev.sluice.quality.h2spec;

/** The outcome of a case of h2spec. */
enum CaseOutcome {
  PASSED,
  SKIPPED,
  FAILED
}
