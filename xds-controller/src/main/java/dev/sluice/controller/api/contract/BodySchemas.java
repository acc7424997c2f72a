package dev.sluice.controller.api.contract;

import dev.sluice.common.schema.JsonSchema;
import dev.sluice.controller.api.http.FieldProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the contract, which are the only validation of the form of bodies. */
public final class BodySchemas {
  private static final String COMPONENTS = "#/components/schemas/";

  private final Map<String, JsonSchema> schemas = new HashMap<>();

  /** Compiles the schemas of a contract. */
  public BodySchemas(ApiContract contract) {
    // As definitions, because JSON Schema does not know the components of OpenAPI.
    String texts =
        contract
            .document()
            .path("components")
            .path("schemas")
            .toString()
            .replace(COMPONENTS, "#/$defs/");
    JsonNode all = JsonMapper.shared().readTree(texts);
    for (String name : all.propertyNames()) {
      ObjectNode schema = JsonMapper.shared().createObjectNode();
      schema.put("$ref", "#/$defs/" + name);
      schema.set("$defs", all);
      schemas.put(name, new JsonSchema(schema, List.of()));
    }
  }

  /** Returns all problems of a body. */
  public List<FieldProblem> problems(String name, JsonNode body) {
    JsonSchema schema = schema(name);
    return schema.violations(schema.errors(body)).stream()
        .map(violation -> new FieldProblem(violation.pointer(), violation.message()))
        .toList();
  }

  /** Adds the defaults of the absent members to a valid body. */
  public void addDefaults(String name, ObjectNode body) {
    schema(name).addDefaults(body);
  }

  private JsonSchema schema(String name) {
    return Objects.requireNonNull(schemas.get(name), name);
  }
}
