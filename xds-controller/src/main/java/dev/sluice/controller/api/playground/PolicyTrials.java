package dev.sluice.controller.api.playground;

import java.util.List;
import java.util.OptionalInt;

/** A way to try the policy of a DLP server with a text. */
@FunctionalInterface
public interface PolicyTrials {
  /** The forms of texts, by their words. */
  List<String> FORMS = List.of("text", "json", "stream");

  /** The directions of texts, by their words. */
  List<String> DIRECTIONS = List.of("request", "response");

  /** The policies that can be tried, by their words. */
  List<String> POLICIES = List.of("live", "shadow");

  /** The longest text in bytes of UTF-8, which is the limit of the server, too. */
  int MOST_BYTES = 64 << 10;

  /**
   * A text with what rules select on.
   *
   * @param form one of {@link #FORMS}
   * @param direction one of {@link #DIRECTIONS}
   * @param policy one of {@link #POLICIES}
   */
  record TriedText(
      String text,
      String form,
      String direction,
      String policy,
      String environment,
      String tenant,
      String route) {}

  /** The outcome of a trial. */
  sealed interface TrialOutcome {
    /** A trial that a server has made. */
    record Tried(TrialReport report) implements TrialOutcome {}

    /** A refusal because other trials are running. */
    record Busy() implements TrialOutcome {}

    /** A refusal because the chosen policy is not loaded. */
    record NotLoaded() implements TrialOutcome {}

    /** A failure of all servers; the reason is without any part of the text. */
    record Away(String reason) implements TrialOutcome {}
  }

  /**
   * A report of a server.
   *
   * @param server the address of the server
   * @param cuts the number of further inspections, each with other cuts
   * @param complete true if every byte position was a cut
   * @param differing the first cut with another result; 0 for single bytes
   */
  record TrialReport(
      String server,
      String policyId,
      String verdict,
      String rule,
      String reason,
      List<PlacedFinding> findings,
      String output,
      int cuts,
      boolean complete,
      OptionalInt differing) {
    public TrialReport {
      findings = List.copyOf(findings);
    }
  }

  /** A finding with its place, and without its value. */
  record PlacedFinding(
      String rule, String kind, String action, String place, long offset, int length) {}

  /** Tries a policy with a text. */
  TrialOutcome run(TriedText text);
}
