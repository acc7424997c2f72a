package dev.sluice.common.explain;

import java.util.Optional;

/**
 * A check of a step with its verdict.
 *
 * @param name the rule, in the form of decisions and audit rows, or the name of the check
 * @param detail what the check read and why it said this; empty if there is nothing to add
 * @param place the place of a match
 */
public record ExplainedCheck(
    String name, ExplainedVerdict verdict, String detail, Optional<ExplainedPlace> place) {
  /** Creates a check without a place. */
  public ExplainedCheck(String name, ExplainedVerdict verdict, String detail) {
    this(name, verdict, detail, Optional.empty());
  }
}
