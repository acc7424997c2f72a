package dev.sluice.ctl.output;

import dev.sluice.ctl.resource.QuotaList;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A printer of quotas, token budgets and their events. It prints a dash for no value. */
public final class QuotaPrinter {
  private final PrintWriter out;
  private final FormatOption format;
  private final ReferenceNames names;

  public QuotaPrinter(PrintWriter out, FormatOption format, RemoteResources resources) {
    this.out = out;
    this.format = format;
    this.names = new ReferenceNames(resources);
  }

  /** Prints the entries of a list. */
  public void print(QuotaList list, List<? extends JsonNode> entries) {
    if (format.isTable()) {
      List<List<String>> rows = new ArrayList<>();
      List<String> head = new ArrayList<>(List.of("SUBSCRIPTION", "CREDENTIAL"));
      list.columns().forEach(column -> head.add(column.toUpperCase(Locale.ROOT)));
      rows.add(head);
      entries.forEach(entry -> rows.add(row(list, entry)));
      AlignedTable.lines(rows).forEach(out::println);
    } else if (format.isName()) {
      entries.forEach(entry -> out.println(text(entry, "id")));
    } else {
      format.printer(out).printValue(JsonNodeFactory.instance.arrayNode().addAll(entries));
    }
    out.flush();
  }

  private List<String> row(QuotaList list, JsonNode entry) {
    List<String> row = new ArrayList<>();
    row.add(name(ResourceKind.SUBSCRIPTION, entry, "subscription_id"));
    row.add(name(ResourceKind.CREDENTIAL, entry, "credential_id"));
    list.columns().forEach(column -> row.add(text(entry, column)));
    return row;
  }

  private String name(ResourceKind kind, JsonNode entry, String member) {
    return entry.path(member).isString() ? names.of(kind, text(entry, member)) : "-";
  }

  private static String text(JsonNode entry, String member) {
    return entry.path(member).asString("-");
  }
}
