package dev.sluice.ctl.output;

import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import dev.sluice.ctl.yaml.YamlText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A printer of resources in a format. */
public final class ResourcePrinter {
  private final PrintWriter out;
  private final ResourceFormat format;

  public ResourcePrinter(PrintWriter out, ResourceFormat format) {
    this.out = out;
    this.format = format;
  }

  /** Prints resources as a list. */
  public void printList(
      RemoteResources names, ResourceKind kind, List<? extends JsonNode> resources) {
    switch (format) {
      case TABLE -> printTable(names, kind, resources);
      case NAME -> resources.forEach(resource -> out.println(names.name(kind, resource)));
      case JSON, YAML -> printValue(JsonNodeFactory.instance.arrayNode().addAll(resources));
    }
    out.flush();
  }

  /** Prints one resource. */
  public void print(RemoteResources names, ResourceKind kind, JsonNode resource) {
    switch (format) {
      case TABLE, NAME -> printList(names, kind, List.of(resource));
      case JSON, YAML -> printValue(resource);
    }
    out.flush();
  }

  /** Prints a value of the API. */
  public void printValue(JsonNode value) {
    if (format == ResourceFormat.YAML) {
      out.print(YamlText.of(value));
    } else {
      out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(value));
    }
  }

  private void printTable(
      RemoteResources names, ResourceKind kind, List<? extends JsonNode> resources) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("NAME"));
    kind.columns().forEach(column -> head.add(title(column)));
    rows.add(head);
    for (JsonNode resource : resources) {
      List<String> row = new ArrayList<>(List.of(names.name(kind, resource)));
      kind.columns().forEach(column -> row.add(cell(resource.at("/" + column))));
      rows.add(row);
    }
    AlignedTable.lines(rows).forEach(out::println);
  }

  /** Returns the title of a column; below an object, that of the object. */
  private static String title(String column) {
    int slash = column.indexOf('/');
    return (slash < 0 ? column : column.substring(0, slash)).toUpperCase(Locale.ROOT);
  }

  private static String cell(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(ResourcePrinter::cell)
          .collect(Collectors.joining(","));
    }
    return value.isObject() ? value.toString() : value.asString("");
  }
}
