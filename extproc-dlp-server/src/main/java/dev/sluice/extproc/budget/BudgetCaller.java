package dev.sluice.extproc.budget;

/**
 * The verified caller of an exchange and its route; an empty text is an unknown value.
 *
 * @param user the subject, which is unique in the tenant
 * @param plan the id of the plan of the subscription
 */
public record BudgetCaller(
    String tenant, String user, String credential, String subscription, String plan, String route) {
  /** A caller of whom nothing is known. */
  public static final BudgetCaller UNKNOWN = new BudgetCaller("", "", "", "", "", "");
}
