package dev.sluice.ctl.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A list of the server about quotas, with the columns of its table. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are those of List.of.
public enum QuotaList {
  QUOTAS(
      "quotas",
      List.of(
          "per_day", "used_on_day", "day_ends_at", "per_month", "used_in_month", "month_ends_at")),
  EVENTS(
      "quota-events", List.of("period", "period_start", "percent", "quota", "used", "raised_at")),
  TOKEN_BUDGETS(
      "token-budgets",
      List.of(
          "name",
          "tenant",
          "user",
          "model",
          "route",
          "period",
          "unit",
          "budget",
          "used",
          "period_ends_at")),
  TOKEN_BUDGET_EVENTS(
      "token-budget-events",
      List.of(
          "name",
          "tenant",
          "user",
          "model",
          "route",
          "period",
          "period_start",
          "percent",
          "unit",
          "budget",
          "used",
          "raised_at"));

  private final String word;
  private final List<String> columns;

  QuotaList(String word, List<String> columns) {
    this.word = word;
    this.columns = columns;
  }

  /** Returns the list with a word of the command line. */
  public static Optional<QuotaList> ofWord(String word) {
    return Arrays.stream(values()).filter(list -> list.word.equals(word)).findFirst();
  }

  /** Returns the end of the path, which is also the word of the command line. */
  public String word() {
    return word;
  }

  /** Returns the members after the subscription and the credential. */
  public List<String> columns() {
    return columns;
  }
}
