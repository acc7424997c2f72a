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
 * A journal that stores decisions in the spool on disk. In the configured environments, a response
 * waits until its decision is on disk. In the others, it waits only while the spool has a backlog.
 */
public final class SpooledDecisionJournal implements DecisionJournal {
  private final AuditTrail trail;
  private final Predicate<String> storedBeforeResponse;
  private final DecisionRecordBuilder records;

  /**
   * Creates a journal that appends to an audit trail.
   *
   * @param storedBeforeResponse true for an environment whose decisions are stored before the
   *     response is sent
   * @param node the name of this server
   */
  public SpooledDecisionJournal(
      AuditTrail trail, Predicate<String> storedBeforeResponse, InstantSource clock, String node) {
    this.trail = trail;
    this.storedBeforeResponse = storedBeforeResponse;
    this.records = new DecisionRecordBuilder(clock, node);
  }

  @Override
  public void append(
      CheckInput input,
      Decision decision,
      EncodedDecisionFields fields,
      Consumer<Boolean> callback) {
    // Encodes on this thread, because it takes twice as long later on another one.
    SpoolRecord spoolRecord = SpoolRecord.of(records.build(input, decision, fields).json());
    if (storedBeforeResponse.test(decision.facts().environment()) || trail.isBacklogged()) {
      trail.appendUrgently(spoolRecord, callback);
    } else {
      trail.appendInBackground(spoolRecord);
      callback.accept(true);
    }
  }
}
