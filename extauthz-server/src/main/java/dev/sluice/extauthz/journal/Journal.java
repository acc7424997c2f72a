package dev.sluice.extauthz.journal;

import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import java.util.function.Consumer;

/** Where decisions are written down. */
public interface Journal {
  /** Keeps nothing. */
  Journal NONE = (input, decision, then) -> then.accept(true);

  /**
   * Writes down a decision.
   *
   * @param then is told once, here or on another thread, whether the decision may be answered; not
   *     so if it should have been kept and was not
   */
  void keep(CheckInput input, Decision decision, Consumer<Boolean> then);
}
