package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.policy.ColumnSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of resources with JSON columns, each of which has a schema of its own. */
class JsonColumnRules implements ManagedResource.ResourceRules {
  private final Map<String, ColumnSchema> schemas = new HashMap<>();

  /**
   * Creates rules.
   *
   * @param columns the columns with their schemas on the class path
   */
  JsonColumnRules(Map<String, String> columns) {
    columns.forEach((column, schema) -> schemas.put(column, new ColumnSchema(schema)));
  }

  @Override
  public List<FieldProblem> problems(ObjectNode row) {
    return new TreeMap<>(schemas)
        .entrySet().stream()
            .flatMap(column -> of(column.getKey(), column.getValue(), row).stream())
            .toList();
  }

  private static List<FieldProblem> of(String column, ColumnSchema schema, ObjectNode row) {
    JsonNode value = row.path(column);
    return value.isObject()
        ? schema.problems(column, value).stream()
            .map(problem -> new FieldProblem("/" + problem.field(), problem.message()))
            .toList()
        : List.of();
  }
}
