package dev.sluice.controller.api.console.page;

import static dev.sluice.controller.api.console.page.JsonCells.cell;
import static dev.sluice.controller.api.console.page.JsonCells.state;
import static dev.sluice.controller.api.console.page.JsonCells.text;
import static dev.sluice.controller.api.console.page.JsonCells.time;

import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.PageCell;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The pages of services and their routes. */
final class RoutePages {
  private static final String ROUTES = "/console/routes";
  private static final List<String> PARTS = List.of("cursor");

  static final List<PageEntry> ENTRIES =
      List.of(
          new PageEntry(ROUTES, "Routes", RoutePages::services),
          new PageEntry(ROUTES + "/{id}", "", RoutePages::routes));

  private RoutePages() {}

  private static ConsolePage services(PageCall call) {
    ConsolePage page = ConsolePage.of("Routes");
    if (call.tenant().isEmpty()) {
      return page.note("Enter the tenant that owns the services in the field Tenant above.");
    }
    JsonNode answer = call.read("listApiServices", call.parameters(PARTS));
    return page.note("Open a service to see its routes.")
        .table(
            JsonCells.table(
                "Services",
                List.of("Service", "Status", "Description", "Changed"),
                answer,
                call.link(ROUTES),
                row ->
                    List.of(
                        PageCell.link(text(row, "name"), call.link(ROUTES, text(row, "id"))),
                        state(row, "status"),
                        cell(row, "description"),
                        time(row, "updated_at"))));
  }

  private static ConsolePage routes(PageCall call) {
    JsonNode service = call.readOne("getApiService", Map.of());
    JsonNode answer =
        PageCall.body(
            call.rest()
                .read("listRoutes", Map.of("api_service_id", call.id()), call.parameters(PARTS)));
    return ConsolePage.of("Routes of " + text(service, "name"))
        .fact("Status", state(service, "status"))
        .fact("Description", cell(service, "description"))
        .table(
            JsonCells.table(
                "Routes",
                List.of("Route", "Match", "Path", "Methods", "Priority", "Enabled", "Timeout"),
                answer,
                call.link(ROUTES, call.id()),
                row ->
                    List.of(
                        cell(row, "name"),
                        cell(row, "path_kind"),
                        cell(row, "path"),
                        cell(row, "methods"),
                        cell(row, "priority"),
                        cell(row, "enabled"),
                        milliseconds(row))));
  }

  private static PageCell milliseconds(JsonNode row) {
    String time = text(row, "timeout_ms");
    return PageCell.of(time.isEmpty() ? "" : time + " ms");
  }
}
