package dev.sluice.extproc.scanner;

import dev.sluice.extproc.policy.Action;
import dev.sluice.extproc.policy.DlpRule;

/** A match that is not decided yet, for others may overlap it. */
final class Match {
  private final DlpRule rule;
  private final long from;
  private final long to;
  private final byte[] mask;

  Match(DlpRule rule, long from, long to, byte[] mask) {
    this.rule = rule;
    this.from = from;
    this.to = to;
    this.mask = mask;
  }

  DlpRule rule() {
    return rule;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  byte[] mask() {
    return mask;
  }

  boolean masks() {
    return rule.action() == Action.MASK;
  }

  /** What two patterns of one rule find is one match. */
  boolean isSame(Match other) {
    return rule.order() == other.rule.order() && from == other.from && to == other.to;
  }

  /** Among overlapping masks: the one that starts first, the longest, the first in the file. */
  boolean before(Match other) {
    if (from != other.from) {
      return from < other.from;
    }
    return to != other.to ? to > other.to : rule.order() < other.rule.order();
  }
}
