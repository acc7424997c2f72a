package dev.sluice.extproc.stream.exchange;

import dev.sluice.extproc.budget.BudgetCaller;
import dev.sluice.extproc.wire.StructView;
import java.util.List;

/**
 * A caller as the authorization server verified it; headers are never read.
 *
 * @param tenant the tenant, or {@code -} for a caller without a credential
 * @param parts the values that identify the caller and decide what the upstream sees of them; none
 *     if no server decided about the request
 * @param counted the caller by which budgets and limits count
 */
public record ExchangeCaller(String tenant, List<String> parts, BudgetCaller counted) {
  private static final String NOBODY = "-";
  private static final List<String> FIELDS =
      List.of(
          "credential", "subject", "project", "workspace", "role", "credential_id", "subscription");

  public ExchangeCaller {
    parts = List.copyOf(parts);
  }

  static ExchangeCaller of(StructView decision, String route) {
    return new ExchangeCaller(
        decision.text("tenant"),
        FIELDS.stream().map(decision::text).toList(),
        new BudgetCaller(
            known(decision.text("tenant")),
            known(decision.text("subject")),
            decision.text("credential_id"),
            decision.text("subscription"),
            decision.text("plan"),
            route));
  }

  /** Returns the caller on a route of whom nothing is known. */
  static ExchangeCaller unknown(String route) {
    return new ExchangeCaller("", List.of(), new BudgetCaller("", "", "", "", "", route));
  }

  private static String known(String text) {
    return text.equals(NOBODY) ? "" : text;
  }

  public boolean isUnknown() {
    return parts.isEmpty();
  }
}
