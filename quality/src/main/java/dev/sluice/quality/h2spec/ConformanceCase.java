package dev.sluice.quality.h2spec;

/**
 * A case of h2spec with its outcome.
 *
 * @param id the section and the number of the case in it, as h2spec accepts them
 * @param title the sentence that h2spec prints for it
 * @param actual the last thing that the port did; empty unless the case failed
 */
record ConformanceCase(String id, String title, CaseOutcome outcome, String actual) {

  boolean failed() {
    return outcome == CaseOutcome.FAILED;
  }
}
