package dev.sluice.extproc.stream.exchange;

import dev.sluice.extproc.budget.BudgetCaller;
import dev.sluice.extproc.wire.StructView;

/** A reader of the caller that the authorization server verified; headers are never read. */
public final class CallerReader {
  private static final String UNKNOWN = "-";

  private CallerReader() {}

  /** Returns the caller of an exchange. */
  public static BudgetCaller read(StructView decision, ExchangeContext exchange) {
    return new BudgetCaller(
        known(decision.text("tenant")),
        known(decision.text("subject")),
        decision.text("credential_id"),
        decision.text("subscription"),
        decision.text("plan"),
        exchange.scope().route());
  }

  private static String known(String text) {
    return text.equals(UNKNOWN) ? "" : text;
  }
}
