package dev.sluice.controller.api.console.page;

import static dev.sluice.controller.api.console.page.JsonCells.cell;
import static dev.sluice.controller.api.console.page.JsonCells.rows;
import static dev.sluice.controller.api.console.page.JsonCells.state;
import static dev.sluice.controller.api.console.page.JsonCells.text;
import static dev.sluice.controller.api.console.page.JsonCells.time;
import static dev.sluice.controller.api.console.page.JsonCells.version;

import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.FilterForm;
import dev.sluice.controller.api.console.view.PageCell;
import dev.sluice.controller.api.console.view.PageTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The page of the policies in force, and of what shadow policies would change. */
final class PolicyPages {
  private static final String POLICIES = "/console/policies";

  /** The time around a decision in which its request has ended, too. */
  private static final Duration AROUND = Duration.ofHours(12);

  private static final String SETS_CURSOR = "cursor";
  private static final List<String> FILTERS =
      List.of("days", "from", "to", "kind", "policy", "of_tenant");

  static final List<PageEntry> ENTRIES =
      List.of(new PageEntry(POLICIES, "Policies", PolicyPages::policies));

  private PolicyPages() {}

  private static ConsolePage policies(PageCall call) {
    ConsolePage page =
        ConsolePage.of("Policies")
            .filter(
                new FilterForm(
                    "Filter the shadow report",
                    call.link(POLICIES),
                    List.of(
                        call.field("days", "Days", "1"),
                        call.field("from", "From (UTC)", "2026-01-31T00:00:00Z"),
                        call.field("to", "To (UTC)", "2026-01-31T00:00:00Z"),
                        call.field("kind", "Kind", "", "authz", "dlp"),
                        call.field("policy", "Shadow policy", "authz@policy-0.4#1f2e3d4c5b6a"),
                        call.field("of_tenant", "Tenant of callers", ""))));
    // Servers belong to no tenant.
    return shadow(call, call.tenant().isEmpty() ? sets(call, page) : page);
  }

  private static ConsolePage sets(PageCall call, ConsolePage page) {
    Map<String, String> active = call.parameters(List.of(SETS_CURSOR));
    active.put("status", "active");
    JsonNode inForce = call.read("listPolicySets", active);
    JsonNode rejected = call.read("listPolicySets", Map.of("status", "rejected", "limit", "20"));
    return page.note(
            "A server is behind if another server of its cluster has loaded another version later.")
        .table(
            JsonCells.table(
                "Policies in force",
                List.of("Server", "Kind", "Version", "State", "Content", "Loaded at"),
                inForce,
                RevisionPages.withFilters(call, POLICIES, FILTERS),
                row ->
                    List.of(
                        cell(row, "server"),
                        cell(row, "kind"),
                        cell(row, "version"),
                        state(serverState(row)),
                        version(row, "sha256"),
                        time(row, "loaded_at"))))
        .table(
            new PageTable(
                "Rejected policies, the newest first",
                List.of("Server", "Kind", "Version", "Problem", "Content", "Rejected at"),
                rows(
                    rejected.path("items"),
                    row ->
                        List.of(
                            cell(row, "server"),
                            cell(row, "kind"),
                            cell(row, "version"),
                            cell(row, "error"),
                            version(row, "sha256"),
                            time(row, "loaded_at")))));
  }

  private static String serverState(JsonNode row) {
    if (row.path("connected").isBoolean() && !row.path("connected").asBoolean()) {
      return "disconnected";
    }
    return row.path("behind").asBoolean(false) ? "behind" : "in force";
  }

  private static ConsolePage shadow(PageCall call, ConsolePage page) {
    Map<String, String> parameters =
        call.parameters(List.of("days", "from", "to", "kind", "policy"));
    String tenant = call.parameter("of_tenant").strip();
    if (!tenant.isEmpty()) {
      parameters.put("tenant", tenant);
    }
    JsonNode report = call.read("getShadowReport", parameters);
    return page.fact("Shadow report from", time(report, "from"))
        .fact("Shadow report to", time(report, "to"))
        .table(
            new PageTable(
                "Results of shadow policies",
                List.of("Shadow policy", "Kind", "Body", "Change", "Results"),
                rows(
                    report.path("counts"),
                    row ->
                        List.of(
                            cell(row, "policy"),
                            cell(row, "kind"),
                            cell(row, "direction"),
                            cell(row, "change"),
                            cell(row, "results")))))
        .table(
            new PageTable(
                "Differences, the most frequent first",
                List.of("Change", "Kind", "Body", "In force", "Shadow", "Results"),
                rows(
                    report.path("differences"),
                    row ->
                        List.of(
                            cell(row, "change"),
                            cell(row, "kind"),
                            cell(row, "direction"),
                            cell(row, "before"),
                            cell(row, "after"),
                            cell(row, "results")))))
        .table(
            new PageTable(
                "Samples, the newest first",
                List.of(
                    "Request id",
                    "Time",
                    "Change",
                    "Kind",
                    "Body",
                    "Request",
                    "In force",
                    "Shadow",
                    "Shadow policy"),
                rows(report.path("samples"), row -> sample(call, row))));
  }

  private static List<PageCell> sample(PageCall call, JsonNode row) {
    String id = text(row, "correlation_id");
    Instant at = Instant.ofEpochMilli(row.path("ts_ms").asLong(0));
    return List.of(
        PageCell.link(
            id,
            call.link(HistoryPages.AUDIT)
                .with("correlation_id", id)
                .with("from", at.minus(AROUND).toString())
                .with("to", at.plus(AROUND).toString())),
        time(row, "ts_ms"),
        cell(row, "change"),
        cell(row, "kind"),
        cell(row, "direction"),
        PageCell.of(text(row, "method") + " " + text(row, "path")),
        cell(row, "before"),
        cell(row, "after"),
        cell(row, "policy"));
  }
}
