package dev.sluice.common.audit;

/**
 * What the records of many decisions have in common: the same caller was told the same on the same
 * route. It is written once for all of them.
 */
public final class DecisionOutline {
  private final byte[] members;

  public DecisionOutline(
      DecisionRecord.Verdict verdict, DecisionRecord.Caller caller, DecisionRecord.Target target) {
    this.members = AuditJson.members(verdict, caller, target);
  }

  /** As they stand in the JSON of a record; whoever reads them leaves them as they are. */
  byte[] members() {
    return members;
  }
}
