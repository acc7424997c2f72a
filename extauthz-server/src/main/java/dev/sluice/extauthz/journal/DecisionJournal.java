package dev.sluice.extauthz.journal;

import dev.sluice.common.audit.record.EncodedDecisionFields;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import java.util.function.Consumer;

/** A journal of decisions. */
public interface DecisionJournal {
  /** A journal that stores nothing. */
  DecisionJournal NONE = (input, decision, fields, callback) -> callback.accept(true);

  /**
   * Appends a decision.
   *
   * @param fields the encoded fields that the decision shares with others, from {@link
   *     DecisionRecordBuilder}
   * @param callback called once, on this or another thread: true if the decision may be sent; false
   *     if it had to be stored and was not
   */
  void append(
      CheckInput input,
      Decision decision,
      EncodedDecisionFields fields,
      Consumer<Boolean> callback);
}
