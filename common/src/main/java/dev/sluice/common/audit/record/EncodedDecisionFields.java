package dev.sluice.common.audit.record;

/**
 * The encoded fields that the records of many decisions share: the same caller, decision and route.
 * They are encoded once for all of these records.
 */
public final class EncodedDecisionFields {
  private final byte[] json;

  public EncodedDecisionFields(
      DecisionRecord.DecisionSummary decision,
      DecisionRecord.CallerSummary caller,
      DecisionRecord.RouteSummary route) {
    this.json = AuditJson.members(decision, caller, route);
  }

  /** Returns the encoded members. The caller must not change the array. */
  byte[] json() {
    return json;
  }
}
