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
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The pages of publishes, with the proof of which nodes have them in force. */
final class PublishPages {
  private static final String PUBLISHES = "/console/publishes";
  private static final List<String> FILTERS = List.of("status", "environment");

  static final List<PageEntry> ENTRIES =
      List.of(
          new PageEntry(PUBLISHES, "Publishes", PublishPages::list),
          new PageEntry(PUBLISHES + "/{id}", "", PublishPages::publish));

  private PublishPages() {}

  private static ConsolePage list(PageCall call) {
    ConsolePage page = ConsolePage.of("Publishes");
    if (call.tenant().isEmpty()) {
      return page.note("Enter the tenant that offers the publishes in the field Tenant above.");
    }
    Map<String, String> parameters = call.parameters(FILTERS);
    parameters.putAll(call.parameters(List.of("cursor")));
    JsonNode answer = call.read("listProductPublishes", parameters);
    return page.filter(
            new FilterForm(
                "Filter publishes",
                call.link(PUBLISHES),
                List.of(
                    call.field("status", "Status", "", "DRAFT", "PUBLISHED", "WITHDRAWN"),
                    call.field("environment", "Environment", "prod"))))
        .table(
            JsonCells.table(
                "Publishes",
                List.of("Host name", "Status", "Environment", "Access", "Published", "By"),
                answer,
                RevisionPages.withFilters(call, PUBLISHES, FILTERS),
                row ->
                    List.of(
                        PageCell.link(name(row), call.link(PUBLISHES, text(row, "id"))),
                        state(row, "status"),
                        cell(row, "environment"),
                        cell(row, "auth_mode"),
                        time(row, "published_at"),
                        cell(row, "published_by"))));
  }

  private static String name(JsonNode publish) {
    String host = text(publish, "hostname");
    return host.isEmpty() ? text(publish, "id") : host;
  }

  private static ConsolePage publish(PageCall call) {
    JsonNode publish = call.readOne("getProductPublish", Map.of());
    JsonNode proof = call.readOne("getDeployments", Map.of());
    String revision = text(proof, "revision");
    return ConsolePage.of("Publish " + name(publish))
        .fact("Status", state(publish, "status"))
        .fact("On nodes", state(proof, "status"))
        .fact("Environment", cell(publish, "environment"))
        .fact("Access", cell(publish, "auth_mode"))
        .fact("Cluster", cell(proof, "cluster"))
        .fact(
            "Revision",
            revision.isEmpty()
                ? PageCell.of("")
                : PageCell.link(revision, call.link(RevisionPages.REVISIONS, revision)))
        .fact("Pinned", cell(proof, "pinned"))
        .fact("Published", time(publish, "published_at"))
        .table(
            new PageTable(
                "Proof: what each node has",
                List.of("Node", "Kind", "Connected", "State", "Desired", "Accepted", "Reason"),
                rows(proof.path("nodes"), row -> node(call, row))))
        .table(
            new PageTable(
                "Rows that cannot become configuration",
                List.of("Object", "Field", "Reason"),
                rows(
                    proof.path("findings"),
                    row -> List.of(cell(row, "object"), cell(row, "field"), cell(row, "reason")))));
  }

  private static List<PageCell> node(PageCall call, JsonNode row) {
    return List.of(
        PageCell.link(text(row, "node"), call.link(FleetPages.NODES, text(row, "agent_id"))),
        cell(row, "kind"),
        cell(row, "connected"),
        state(row, "status"),
        version(row, "desired"),
        version(row, "acked"),
        cell(row, "reason"));
  }
}
