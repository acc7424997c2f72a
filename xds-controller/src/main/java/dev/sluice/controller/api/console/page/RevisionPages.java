package dev.sluice.controller.api.console.page;

import static dev.sluice.controller.api.console.page.JsonCells.cell;
import static dev.sluice.controller.api.console.page.JsonCells.rows;
import static dev.sluice.controller.api.console.page.JsonCells.state;
import static dev.sluice.controller.api.console.page.JsonCells.text;
import static dev.sluice.controller.api.console.page.JsonCells.time;
import static dev.sluice.controller.api.console.page.JsonCells.version;

import dev.sluice.controller.api.console.view.ConsoleLink;
import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.FilterForm;
import dev.sluice.controller.api.console.view.PageCell;
import dev.sluice.controller.api.console.view.PageTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The pages of the revisions of clusters, with what differs between two of them. */
final class RevisionPages {
  static final String REVISIONS = "/console/revisions";
  private static final List<String> FILTERS = List.of("cluster");

  static final List<PageEntry> ENTRIES =
      List.of(
          new PageEntry(REVISIONS, "Revisions", RevisionPages::list),
          new PageEntry(REVISIONS + "/{id}", "", RevisionPages::revision));

  private RevisionPages() {}

  /** Returns the link to a list with the filters of this request. */
  static ConsoleLink withFilters(PageCall call, String page, List<String> filters) {
    ConsoleLink link = call.link(page);
    for (Map.Entry<String, String> filter : call.parameters(filters).entrySet()) {
      link = link.with(filter.getKey(), filter.getValue());
    }
    return link;
  }

  private static ConsolePage list(PageCall call) {
    Map<String, String> parameters = call.parameters(FILTERS);
    parameters.putAll(call.parameters(List.of("cursor")));
    JsonNode answer = call.read("listRevisions", parameters);
    return ConsolePage.of("Revisions")
        .note("Open a revision to compare it with the active one of its cluster.")
        .filter(
            new FilterForm(
                "Filter revisions",
                call.link(REVISIONS),
                List.of(call.field("cluster", "Cluster", "default"))))
        .table(
            JsonCells.table(
                "Revisions, the newest first",
                List.of("Revision", "Cluster", "Status", "Pinned", "Content", "Made by", "Made at"),
                answer,
                withFilters(call, REVISIONS, FILTERS),
                row ->
                    List.of(
                        PageCell.link(text(row, "id"), call.link(REVISIONS, text(row, "id"))),
                        cell(row, "cluster"),
                        state(row, "status"),
                        cell(row, "pinned"),
                        version(row, "content_hash"),
                        cell(row, "created_by"),
                        time(row, "created_at"))));
  }

  private static ConsolePage revision(PageCall call) {
    JsonNode revision = call.readOne("getRevision", Map.of());
    JsonNode diff = call.readOne("diffRevision", call.parameters(List.of("to")));
    return ConsolePage.of("Revision " + text(revision, "id"))
        .fact("Cluster", cell(revision, "cluster"))
        .fact("Status", state(revision, "status"))
        .fact("Pinned", cell(revision, "pinned"))
        .fact("Reason", cell(revision, "reason"))
        .fact("Made by", cell(revision, "created_by"))
        .fact("Made at", time(revision, "created_at"))
        .fact(
            "Compared with",
            PageCell.link("revision " + text(diff, "to"), call.link(REVISIONS, text(diff, "to"))))
        .filter(
            new FilterForm(
                "Compare with another revision",
                call.link(REVISIONS, text(revision, "id")),
                List.of(call.field("to", "Revision", "the active one"))))
        .table(objects("Added since this revision", diff.path("added")))
        .table(objects("Removed since this revision", diff.path("removed")))
        .table(
            new PageTable(
                "Changed since this revision",
                List.of("Object", "Members"),
                diff.path("changed")
                    .propertyStream()
                    .map(change ->
                        List.of(
                            PageCell.of(change.getKey()),
                            PageCell.of(
                                change
                                    .getValue()
                                    .valueStream()
                                    .map(member -> member.asString(""))
                                    .collect(Collectors.joining(", ")))))
                    .toList()));
  }

  private static PageTable objects(String caption, JsonNode names) {
    return new PageTable(
        caption, List.of("Object"), rows(names, name -> List.of(PageCell.of(name.asString("")))));
  }
}
