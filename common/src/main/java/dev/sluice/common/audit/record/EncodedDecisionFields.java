package dev.sluice.common.audit.record;

import java.util.Map;

/**
 * The encoded fields that the records of many decisions share: the same caller, decision and route.
 * They are encoded once for all of these records.
 */
public final class EncodedDecisionFields {
  private final byte[] json;
  private final byte[] inputs;

  /**
   * Creates the fields.
   *
   * @param inputs what else is needed to decide again, by name
   */
  public EncodedDecisionFields(
      DecisionRecord.DecisionSummary decision,
      DecisionRecord.CallerSummary caller,
      DecisionRecord.RouteSummary route,
      Map<String, Object> inputs) {
    this.json = AuditJson.members(decision, caller, route);
    this.inputs = AuditJson.members(inputs);
  }

  /** Returns the encoded members. The caller must not change the array. */
  byte[] json() {
    return json;
  }

  /** Returns the encoded members of the inputs. The caller must not change the array. */
  byte[] inputs() {
    return inputs;
  }
}
