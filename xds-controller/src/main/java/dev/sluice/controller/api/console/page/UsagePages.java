package dev.sluice.controller.api.console.page;

import static dev.sluice.controller.api.console.page.JsonCells.cell;
import static dev.sluice.controller.api.console.page.JsonCells.text;
import static dev.sluice.controller.api.console.page.JsonCells.time;

import dev.sluice.controller.api.console.view.CellTone;
import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.FilterForm;
import dev.sluice.controller.api.console.view.PageCell;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The pages of usage, and of quotas and token budgets with what is used of them. */
final class UsagePages {
  private static final String USAGE = "/console/usage";
  private static final String BUDGETS = "/console/budgets";
  private static final List<String> FILTERS = List.of("from", "to", "groupBy");
  private static final int WARNING_PERCENT = 80;
  private static final int ALL_PERCENT = 100;

  static final List<PageEntry> ENTRIES =
      List.of(
          new PageEntry(USAGE, "Usage", UsagePages::usage),
          new PageEntry(BUDGETS, "Budgets", UsagePages::budgets));

  private UsagePages() {}

  private static ConsolePage usage(PageCall call) {
    Map<String, String> parameters = call.parameters(FILTERS);
    parameters.putAll(call.parameters(List.of("cursor")));
    JsonNode answer = call.read("listUsage", parameters);
    return ConsolePage.of("Usage")
        .note(
            "Sums of the requests with credentials. Without a day, the last 31 days are added up.")
        .filter(
            new FilterForm(
                "Choose usage",
                call.link(USAGE),
                List.of(
                    call.field("from", "First day (UTC)", "2026-01-01"),
                    call.field("to", "Last day (UTC)", "2026-01-31"),
                    call.field(
                        "groupBy",
                        "Group by",
                        "",
                        "day",
                        "month",
                        "product",
                        "subscription",
                        "tenant",
                        "gateway",
                        "environment"))))
        .table(
            JsonCells.table(
                "Usage",
                List.of(
                    "Group",
                    "Requests",
                    "Allowed",
                    "Denied",
                    "Input tokens",
                    "Output tokens",
                    "Cost"),
                answer,
                RevisionPages.withFilters(call, USAGE, FILTERS),
                row ->
                    List.of(
                        cell(row, "id"),
                        cell(row, "requests"),
                        cell(row, "allowed"),
                        cell(row, "denied"),
                        cell(row, "input_tokens"),
                        cell(row, "output_tokens"),
                        cell(row, "cost"))));
  }

  private static ConsolePage budgets(PageCall call) {
    // One cursor belongs to one list, so each list has a parameter of its own.
    JsonNode quotas = call.read("listQuotas", cursor(call, "quotas"));
    JsonNode budgets = call.read("listTokenBudgets", cursor(call, "cursor"));
    return ConsolePage.of("Budgets")
        .note("What policy servers have settled in the current period. Days and months are in UTC.")
        .table(
            JsonCells.table(
                "Token budgets",
                List.of("Budget", "For", "Period", "Used", "Of", "Share", "Ends"),
                budgets,
                call.link(BUDGETS),
                UsagePages::budget))
        .table(
            JsonCells.table(
                "Request quotas",
                List.of("Subscription", "Credential", "Tier", "Today", "Share", "Month", "Share"),
                quotas,
                call.link(BUDGETS),
                "quotas",
                UsagePages::quota));
  }

  private static Map<String, String> cursor(PageCall call, String name) {
    String value = call.parameter(name);
    return value.isEmpty() ? Map.of() : Map.of("cursor", value);
  }

  private static List<PageCell> budget(JsonNode row) {
    String key =
        Stream.of("tenant", "user", "model", "route")
            .filter(member -> !text(row, member).isEmpty())
            .map(member -> member + " " + text(row, member))
            .collect(Collectors.joining(", "));
    return List.of(
        cell(row, "name"),
        PageCell.of(key),
        cell(row, "period"),
        cell(row, "used"),
        PageCell.of(text(row, "budget") + " " + text(row, "unit")),
        share(text(row, "used"), text(row, "budget")),
        time(row, "period_ends_at"));
  }

  private static List<PageCell> quota(JsonNode row) {
    return List.of(
        cell(row, "subscription_id"),
        cell(row, "credential_id"),
        cell(row, "tier"),
        used(row, "used_on_day", "per_day"),
        share(text(row, "used_on_day"), text(row, "per_day")),
        used(row, "used_in_month", "per_month"),
        share(text(row, "used_in_month"), text(row, "per_month")));
  }

  private static PageCell used(JsonNode row, String used, String limit) {
    String most = text(row, limit);
    return PageCell.of(text(row, used) + (most.isEmpty() ? "" : " of " + most));
  }

  /** Returns the used share of a limit in percent; an absent limit has none. */
  private static PageCell share(String used, String limit) {
    if (used.isEmpty() || limit.isEmpty() || new BigDecimal(limit).signum() <= 0) {
      return PageCell.of("");
    }
    int percent =
        new BigDecimal(used)
            .movePointRight(2)
            .divide(new BigDecimal(limit), 0, RoundingMode.DOWN)
            .min(BigDecimal.valueOf(Integer.MAX_VALUE))
            .intValue();
    CellTone tone =
        percent >= ALL_PERCENT
            ? CellTone.BAD
            : percent >= WARNING_PERCENT ? CellTone.WAITING : CellTone.GOOD;
    return PageCell.of(percent + " %").in(tone);
  }
}
