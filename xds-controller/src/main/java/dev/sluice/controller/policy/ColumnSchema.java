package dev.sluice.controller.policy;

import dev.sluice.common.schema.JsonSchema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A schema of a JSON column, which reports problems without reading the value into a record. */
public final class ColumnSchema {
  private final JsonSchema schema;

  /**
   * Creates a schema.
   *
   * @param resource the schema on the class path
   */
  public ColumnSchema(String resource) {
    this.schema = new JsonSchema(JsonSchema.resource(resource), SpecFormats.ALL);
  }

  /** Returns the problems of a value, with fields below its column. */
  public List<SpecProblem> problems(String column, JsonNode value) {
    return schema.violations(schema.errors(value)).stream()
        .map(error -> new SpecProblem(column + error.pointer(), error.message()))
        .toList();
  }
}
