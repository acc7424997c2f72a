package dev.sluice.extauthz.journal;

import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.response.EncodedDecisionKey;
import java.nio.charset.StandardCharsets;

/** A factory of the records of decisions. */
public final class RecordedDecisions {
  private RecordedDecisions() {}

  /** Returns the record as JSON. */
  public static String json(CheckInput input, Decision decision) {
    byte[] json =
        new DecisionRecordBuilder(input::time, "node-1")
            .build(
                input,
                decision,
                DecisionRecordBuilder.encodeFields(EncodedDecisionKey.of(decision)))
            .json();
    return new String(json, StandardCharsets.UTF_8);
  }
}
