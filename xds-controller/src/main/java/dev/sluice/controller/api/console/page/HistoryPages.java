package dev.sluice.controller.api.console.page;

import static dev.sluice.controller.api.console.page.JsonCells.cell;
import static dev.sluice.controller.api.console.page.JsonCells.rows;
import static dev.sluice.controller.api.console.page.JsonCells.state;
import static dev.sluice.controller.api.console.page.JsonCells.text;
import static dev.sluice.controller.api.console.page.JsonCells.time;

import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.FilterForm;
import dev.sluice.controller.api.console.view.PageCell;
import dev.sluice.controller.api.console.view.PageTable;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The pages that search what happened: requests to Envoy, and changes through the API. */
final class HistoryPages {
  private static final String LIVE = "/console/live";
  static final String AUDIT = "/console/audit";
  private static final String CHANGES = "/console/changes";
  private static final List<String> REQUEST_FILTERS =
      List.of("from", "to", "correlation_id", "status", "decision");
  private static final List<String> CHANGE_FILTERS =
      List.of("from", "to", "resource", "resource_id", "action", "actor");
  private static final List<String> LIVE_FILTERS = List.of("decision");
  private static final String TIME = "2026-01-31T00:00:00Z";

  static final List<PageEntry> ENTRIES =
      List.of(
          new PageEntry(LIVE, "Live", HistoryPages::live),
          new PageEntry(AUDIT, "Audit", HistoryPages::requests),
          new PageEntry(CHANGES, "Changes", HistoryPages::changes));

  private HistoryPages() {}

  private static ConsolePage requests(PageCall call) {
    Map<String, String> parameters = call.parameters(REQUEST_FILTERS);
    parameters.putAll(call.parameters(List.of("cursor")));
    JsonNode answer = call.read("listAudit", parameters);
    return ConsolePage.of("Audit")
        .note("Requests that reached Envoy. Without a time, the last day is searched.")
        .filter(
            new FilterForm(
                "Search requests",
                call.link(AUDIT),
                List.of(
                    call.field("from", "From (UTC)", TIME),
                    call.field("to", "To (UTC)", TIME),
                    call.field("correlation_id", "Request id", ""),
                    call.field("status", "Status code", "403"),
                    call.field("decision", "Decision", "deny"))))
        .table(
            JsonCells.table(
                "Requests, the newest first",
                List.of(
                    "Time",
                    "Decision",
                    "Rule",
                    "Status",
                    "Method",
                    "Endpoint",
                    "Tenant",
                    "User",
                    "Inspection",
                    "Policy",
                    "Latency",
                    "Request id"),
                answer,
                RevisionPages.withFilters(call, AUDIT, REQUEST_FILTERS),
                HistoryPages::request));
  }

  private static List<PageCell> request(JsonNode row) {
    return List.of(
        time(row, "ts_ms"),
        state(row, "decision"),
        cell(row, "decision_rule"),
        cell(row, "status_code"),
        cell(row, "method"),
        cell(row, "endpoint"),
        cell(row, "tenant_id"),
        cell(row, "user_id"),
        cell(row, "dlp_action"),
        cell(row, "policy_version"),
        PageCell.of(text(row, "latency_ms") + " ms"),
        cell(row, "correlation_id"));
  }

  private static ConsolePage live(PageCall call) {
    Map<String, String> parameters = call.parameters(LIVE_FILTERS);
    parameters.put("limit", "50");
    JsonNode answer = call.read("listAudit", parameters);
    return ConsolePage.of("Live traffic")
        .note("The newest requests that reached Envoy, of the last day.")
        .filter(
            new FilterForm(
                "Filter requests",
                call.link(LIVE),
                List.of(call.field("decision", "Decision", "", "allow", "deny"))))
        .live(RevisionPages.withFilters(call, LIVE + "/events", LIVE_FILTERS))
        .table(
            new PageTable(
                "Requests",
                List.of(
                    "Time",
                    "Decision",
                    "Rule",
                    "Status",
                    "Method",
                    "Endpoint",
                    "Tenant",
                    "User",
                    "Inspection",
                    "Latency",
                    "Request id"),
                rows(answer.path("items"), HistoryPages::liveRequest)));
  }

  /** Returns the cells in the order in which the script of the page adds them. */
  private static List<PageCell> liveRequest(JsonNode row) {
    return List.of(
        time(row, "ts_ms"),
        state(row, "decision"),
        cell(row, "decision_rule"),
        cell(row, "status_code"),
        cell(row, "method"),
        cell(row, "endpoint"),
        cell(row, "tenant_id"),
        cell(row, "user_id"),
        cell(row, "dlp_action"),
        PageCell.of(text(row, "latency_ms") + " ms"),
        cell(row, "correlation_id"));
  }

  private static ConsolePage changes(PageCall call) {
    Map<String, String> parameters = call.parameters(CHANGE_FILTERS);
    parameters.putAll(call.parameters(List.of("cursor")));
    JsonNode answer = call.read("listChangeEvents", parameters);
    return ConsolePage.of("Changes")
        .note("Changes through the management API. Without a time, the last day is searched.")
        .filter(
            new FilterForm(
                "Search changes",
                call.link(CHANGES),
                List.of(
                    call.field("from", "From (UTC)", TIME),
                    call.field("to", "To (UTC)", TIME),
                    call.field("resource", "Resource", "route"),
                    call.field("resource_id", "Resource id", ""),
                    call.field("action", "Action", "update"),
                    call.field("actor", "User id", ""))))
        .table(
            JsonCells.table(
                "Changes, the newest first",
                List.of("Time", "Action", "Resource", "Name", "User", "Role", "Id"),
                answer,
                RevisionPages.withFilters(call, CHANGES, CHANGE_FILTERS),
                row ->
                    List.of(
                        time(row, "at"),
                        cell(row, "action"),
                        cell(row, "resource_type"),
                        cell(row, "resource_name"),
                        cell(row, text(row, "actor_name").isEmpty() ? "actor_id" : "actor_name"),
                        cell(row, "actor_role"),
                        cell(row, "resource_id"))));
  }
}
