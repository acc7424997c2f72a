package dev.sluice.common.audit.record;

/**
 * What the records of many decisions have in common: the same caller was told the same on the same
 * route. It is written once for all of them.
 */
public final class EncodedDecisionFields {
  private final byte[] json;

  public EncodedDecisionFields(
      DecisionRecord.DecisionSummary verdict,
      DecisionRecord.CallerSummary caller,
      DecisionRecord.RouteSummary target) {
    this.json = AuditJson.members(verdict, caller, target);
  }

  /** As they stand in the JSON of a record; whoever reads them leaves them as they are. */
  byte[] json() {
    return json;
  }
}
