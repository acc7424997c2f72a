package dev.sluice.extauthz.journal;

import dev.sluice.common.audit.record.EncodedDecisionFields;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import java.util.function.Consumer;

/** Where decisions are written down. */
public interface DecisionJournal {
  /** Keeps nothing. */
  DecisionJournal NONE = (input, decision, outline, then) -> then.accept(true);

  /**
   * Writes down a decision.
   *
   * @param outline of this decision and others like it, as {@link DecisionRecordBuilder} made it
   * @param then is told once, here or on another thread, whether the decision may be answered; not
   *     so if it should have been kept and was not
   */
  void append(
      CheckInput input, Decision decision, EncodedDecisionFields outline, Consumer<Boolean> then);
}
