package dev.sluice.ctl.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A printer of the fleet and of the nodes of a product-publish. */
public final class StatusPrinter {
  private static final List<String> CLUSTER =
      List.of("name", "status", "active_revision", "pinned", "agents", "drifted");
  private static final List<String> TOTAL = List.of("cluster", "kind", "status", "count");
  private static final List<String> DRIFTED = List.of("node", "cluster");
  private static final List<String> NODE =
      List.of("node", "kind", "connected", "status", "object", "reason");
  private static final List<String> FINDING = List.of("object", "field", "reason");

  private final PrintWriter out;
  private final FormatOption format;

  public StatusPrinter(PrintWriter out, FormatOption format) {
    this.out = out;
    this.format = format;
  }

  public void printFleet(JsonNode fleet) {
    if (format.isTable()) {
      table(CLUSTER, fleet.path("clusters"));
      out.println();
      table(TOTAL, fleet.path("agents"));
      if (!fleet.path("drifted").isEmpty()) {
        out.println("\nlag behind:");
        table(DRIFTED, fleet.path("drifted"));
      }
    } else {
      print(fleet, fleet.path("clusters"), "name");
    }
    out.flush();
  }

  public void printDeployments(JsonNode deployments) {
    if (format.isTable()) {
      out.println(
          "%s: %s on cluster %s, revision %s%s"
              .formatted(
                  deployments.path("publish_status").asString(),
                  deployments.path("status").asString(),
                  deployments.path("cluster").asString(),
                  deployments.path("revision").asString("-"),
                  deployments.path("pinned").asBoolean(false) ? ", pinned" : ""));
      table(NODE, deployments.path("nodes"));
      if (!deployments.path("findings").isEmpty()) {
        table(FINDING, deployments.path("findings"));
      }
    } else {
      print(deployments, deployments.path("nodes"), "node");
    }
    out.flush();
  }

  private void print(JsonNode whole, JsonNode items, String name) {
    if (format.isName()) {
      items.forEach(item -> out.println(item.path(name).asString()));
    } else {
      format.printer(out).printValue(whole);
    }
  }

  private void table(List<String> columns, JsonNode items) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns.stream().map(column -> column.toUpperCase(Locale.ROOT)).toList());
    for (JsonNode item : items) {
      rows.add(columns.stream().map(column -> item.path(column).asString("")).toList());
    }
    AlignedTable.lines(rows).forEach(out::println);
  }
}
