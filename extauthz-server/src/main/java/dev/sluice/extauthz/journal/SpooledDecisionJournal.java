package dev.sluice.extauthz.journal;

import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.record.EncodedDecisionFields;
import dev.sluice.common.audit.spool.SpoolRecord;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Keeps decisions on disk until they are where they belong. In some environments an answer waits
 * until its decision is on disk; in the others only while more decisions come than can be written.
 */
public final class SpooledDecisionJournal implements DecisionJournal {
  private final AuditTrail trail;
  private final Predicate<String> beforeAnswer;
  private final DecisionRecordBuilder records;

  /**
   * Keeps decisions in a trail.
   *
   * @param beforeAnswer whether decisions of an environment are kept before they are answered
   * @param node the name of this server
   */
  public SpooledDecisionJournal(
      AuditTrail trail, Predicate<String> beforeAnswer, InstantSource clock, String node) {
    this.trail = trail;
    this.beforeAnswer = beforeAnswer;
    this.records = new DecisionRecordBuilder(clock, node);
  }

  @Override
  public void append(
      CheckInput input, Decision decision, EncodedDecisionFields outline, Consumer<Boolean> then) {
    // Encoded where the request is at hand: later, elsewhere, that takes twice as long.
    SpoolRecord entry = SpoolRecord.of(records.build(input, decision, outline).json());
    if (beforeAnswer.test(decision.facts().environment()) || trail.isBacklogged()) {
      trail.appendUrgently(entry, then);
    } else {
      trail.appendInBackground(entry);
      then.accept(true);
    }
  }
}
