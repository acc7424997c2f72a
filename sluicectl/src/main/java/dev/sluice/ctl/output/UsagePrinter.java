package dev.sluice.ctl.output;

import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import dev.sluice.ctl.resource.UsageGroup;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A printer of usage, with names in place of ids where the caller can read them. */
public final class UsagePrinter {
  private static final List<String> SUMS =
      List.of("requests", "denied", "allowed", "input_tokens", "output_tokens", "cost");
  private static final String NO_VERSION = "00000000-0000-0000-0000-000000000000";

  private final PrintWriter out;
  private final FormatOption format;
  private final ReferenceNames names;

  public UsagePrinter(PrintWriter out, FormatOption format, RemoteResources resources) {
    this.out = out;
    this.format = format;
    this.names = new ReferenceNames(resources);
  }

  /** Prints entries that were added up by groups. */
  public void print(List<UsageGroup> groups, List<? extends JsonNode> entries) {
    if (format.isTable()) {
      printTable(groups, entries);
    } else if (format.isName()) {
      entries.forEach(entry -> out.println(String.join("/", values(groups, entry))));
    } else {
      format.printer(out).printValue(JsonNodeFactory.instance.arrayNode().addAll(entries));
    }
    out.flush();
  }

  private void printTable(List<UsageGroup> groups, List<? extends JsonNode> entries) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(groups.stream().map(UsageGroup::name).toList());
    SUMS.forEach(sum -> head.add(sum.toUpperCase(Locale.ROOT)));
    rows.add(head);
    for (JsonNode entry : entries) {
      List<String> row = new ArrayList<>(values(groups, entry));
      SUMS.forEach(sum -> row.add(entry.path(sum).asString("")));
      rows.add(row);
    }
    AlignedTable.lines(rows).forEach(out::println);
  }

  private List<String> values(List<UsageGroup> groups, JsonNode entry) {
    return groups.stream()
        .map(group -> value(group.kind(), entry.path(group.member()).asString("")))
        .toList();
  }

  private String value(Optional<ResourceKind> kind, String value) {
    if (value.equals(NO_VERSION)) {
      return "-";
    }
    return kind.map(named -> names.of(named, value)).orElse(value);
  }
}
