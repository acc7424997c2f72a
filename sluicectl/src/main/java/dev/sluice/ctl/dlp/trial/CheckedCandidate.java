package dev.sluice.ctl.dlp.trial;

import dev.sluice.extproc.recognizer.Confidence;

/**
 * A text that a pattern of a rule found, and that its check accepted or rejected.
 *
 * @param confidence the confidence of the rule's findings
 * @param from the start in the normalized text of its channel, with the words before it
 * @param to the end in the same unit
 * @param text the candidate
 * @param value the part that the check accepted; empty if it was rejected
 */
record CheckedCandidate(
    String rule,
    Confidence confidence,
    int from,
    int to,
    String text,
    String value,
    boolean accepted) {

  /** Returns true if the other candidate is in this one. */
  boolean covers(CheckedCandidate other) {
    return rule.equals(other.rule)
        && from <= other.from
        && to >= other.to
        && text.contains(other.text);
  }

  /**
   * Returns true if both candidates have a byte in common, also if their rules differ.
   *
   * @param sameText true if both are in one text; if not, one must also contain the other
   */
  boolean meets(CheckedCandidate other, boolean sameText) {
    return from < other.to
        && other.from < to
        && (sameText || text.contains(other.text) || other.text.contains(text));
  }
}
