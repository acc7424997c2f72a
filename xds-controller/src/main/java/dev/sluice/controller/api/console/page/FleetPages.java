package dev.sluice.controller.api.console.page;

import static dev.sluice.controller.api.console.page.JsonCells.cell;
import static dev.sluice.controller.api.console.page.JsonCells.rows;
import static dev.sluice.controller.api.console.page.JsonCells.state;
import static dev.sluice.controller.api.console.page.JsonCells.text;
import static dev.sluice.controller.api.console.page.JsonCells.time;
import static dev.sluice.controller.api.console.page.JsonCells.version;

import dev.sluice.controller.api.console.view.CellTone;
import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.FilterForm;
import dev.sluice.controller.api.console.view.PageCell;
import dev.sluice.controller.api.console.view.PageTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The pages of clusters and their nodes: what each node should have and has. */
final class FleetPages {
  private static final String FLEET = "/console/fleet";
  static final String NODES = "/console/nodes";
  private static final List<String> FILTERS = List.of("name", "kind", "status");

  static final List<PageEntry> ENTRIES =
      List.of(
          new PageEntry(FLEET, "Fleet", FleetPages::fleet),
          new PageEntry(NODES + "/{id}", "", FleetPages::node));

  private FleetPages() {}

  private static ConsolePage fleet(PageCall call) {
    JsonNode fleet = call.read("getFleet", Map.of());
    Map<String, String> parameters = call.parameters(FILTERS);
    parameters.putAll(call.parameters(List.of("cursor")));
    JsonNode agents = call.read("listAgents", parameters);
    Set<String> behind =
        fleet
            .path("drifted")
            .valueStream()
            .map(row -> text(row, "agent_id"))
            .collect(Collectors.toSet());
    return ConsolePage.of("Fleet")
        .note("A node is behind if it has not accepted its desired version for 30 seconds.")
        .filter(
            new FilterForm(
                "Filter nodes",
                call.link(FLEET),
                List.of(
                    call.field("name", "Name", "envoy-1"),
                    call.field("kind", "Kind", "", "envoy", "extauthz", "extproc", "agent", "grpc"),
                    call.field(
                        "status",
                        "Status",
                        "",
                        "connected",
                        "disconnected",
                        "pending",
                        "revoked"))))
        .table(
            new PageTable(
                "Clusters",
                List.of("Cluster", "Status", "Active revision", "Pinned", "Nodes", "Behind"),
                rows(fleet.path("clusters"), row -> cluster(call, row))))
        .table(
            JsonCells.table(
                "Nodes",
                List.of("Node", "Kind", "Connection", "Configuration", "Version", "Last seen"),
                agents,
                RevisionPages.withFilters(call, FLEET, FILTERS),
                row -> agent(call, row, behind)));
  }

  private static List<PageCell> cluster(PageCall call, JsonNode row) {
    String revision = text(row, "active_revision");
    int drifted = row.path("drifted").asInt(0);
    return List.of(
        cell(row, "name"),
        state(row, "status"),
        revision.isEmpty()
            ? PageCell.of("")
            : PageCell.link(revision, call.link(RevisionPages.REVISIONS, revision)),
        cell(row, "pinned"),
        cell(row, "agents"),
        PageCell.of(Integer.toString(drifted)).in(drifted > 0 ? CellTone.BAD : CellTone.GOOD));
  }

  private static List<PageCell> agent(PageCall call, JsonNode row, Set<String> behind) {
    boolean connected = text(row, "status").equals("connected");
    String configuration = behind.contains(text(row, "id")) ? "behind" : "in force";
    return List.of(
        PageCell.link(text(row, "node_id"), call.link(NODES, text(row, "id"))),
        cell(row, "kind"),
        state(row, "status"),
        connected ? state(configuration) : PageCell.of(""),
        cell(row, "version"),
        time(row, "last_seen_at"));
  }

  private static ConsolePage node(PageCall call) {
    JsonNode agent = call.readOne("getAgent", Map.of());
    return ConsolePage.of("Node " + text(agent, "node_id"))
        .fact("Kind", cell(agent, "kind"))
        .fact("Connection", state(agent, "status"))
        .fact("Version", cell(agent, "version"))
        .fact("First seen", time(agent, "first_seen_at"))
        .fact("Last seen", time(agent, "last_seen_at"))
        .table(
            new PageTable(
                "Desired and accepted versions",
                List.of("Resource type", "State", "Desired", "Accepted", "Error", "Since"),
                rows(agent.path("types"), FleetPages::type)))
        .table(
            new PageTable(
                "Rejected resources",
                List.of("Object", "Resource", "Reason"),
                rows(
                    agent.path("rejections"),
                    row ->
                        List.of(cell(row, "object"), cell(row, "resource"), cell(row, "reason")))))
        .table(
            new PageTable(
                "Drift of publishes",
                List.of("Publish", "Applied version", "Since"),
                rows(
                    agent.path("drifts"),
                    row ->
                        List.of(
                            cell(row, "publish_id"),
                            version(row, "applied"),
                            time(row, "updated_at")))));
  }

  private static List<PageCell> type(JsonNode row) {
    String type = text(row, "type_url");
    return List.of(
        PageCell.of(type.substring(type.lastIndexOf('.') + 1)),
        state(typeState(row)),
        version(row, "desired_version"),
        version(row, "acked_version"),
        cell(row, "nack_error"),
        time(row, "updated_at"));
  }

  private static String typeState(JsonNode row) {
    if (row.path("desired_version").equals(row.path("acked_version"))) {
      return "in force";
    }
    return row.path("nacked_version").equals(row.path("desired_version")) ? "rejected" : "waiting";
  }
}
