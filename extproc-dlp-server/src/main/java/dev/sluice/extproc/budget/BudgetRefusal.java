package dev.sluice.extproc.budget;

/**
 * A refusal of an exchange by a budget or a limit.
 *
 * @param name the name of the budget or the limit
 * @param retryAfterSeconds the seconds after which the next request may pass; 0 if unknown
 */
public record BudgetRefusal(Reason reason, String name, long retryAfterSeconds) {
  /** The reasons of refusals. */
  public enum Reason {
    /** All of the budget is used. */
    USED_UP,
    /** The request may use more than is left. */
    TOO_LARGE,
    /** The rest of the budget is reserved for requests that run. */
    RESERVED,
    /** The budget counts money, and the model has no price. */
    UNPRICED,
    /** The budget was used up while the answer was streamed. */
    CUT,
    /** Too many exchanges run at once. */
    TOO_MANY_STREAMS
  }
}
