package dev.sluice.controller.api.contract;

import dev.sluice.common.schema.JsonSchema;
import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.api.http.ProblemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the contract, which are the only validation of the form of bodies. */
public final class BodySchemas {
  private static final Pattern REFERENCE = Pattern.compile("#/components/schemas/([A-Za-z]+)");

  private final JsonNode components;
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  /** Compiles the schemas of the bodies of a contract; those of answers at their first use. */
  public BodySchemas(ApiContract contract) {
    components = contract.document().path("components").path("schemas");
    contract.operations().forEach(operation -> operation.body().ifPresent(this::schema));
  }

  /** Returns all problems of a body. */
  public List<FieldProblem> problems(String name, JsonNode body) {
    JsonSchema schema = schema(name);
    return schema.violations(schema.errors(body)).stream()
        .map(violation -> new FieldProblem(violation.pointer(), violation.message()))
        .toList();
  }

  /** Rejects a body with problems. */
  public void requireValid(String name, JsonNode body) {
    List<FieldProblem> problems = problems(name, body);
    if (!problems.isEmpty()) {
      throw ProblemException.invalid(problems);
    }
  }

  /** Adds the defaults of the absent members to a valid body. */
  public void addDefaults(String name, ObjectNode body) {
    schema(name).addDefaults(body);
  }

  /** Returns the names of the members that a body may have. */
  public List<String> members(String name) {
    return List.copyOf(components.path(name).path("properties").propertyNames());
  }

  private JsonSchema schema(String name) {
    return schemas.computeIfAbsent(name, this::compiled);
  }

  /** Compiles a schema with those it refers to, and not with all, which would need much memory. */
  private JsonSchema compiled(String name) {
    ObjectNode definitions = JsonMapper.shared().createObjectNode();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String next = open.remove();
      if (definitions.has(next)) {
        continue;
      }
      JsonNode definition = components.path(next);
      if (definition.isMissingNode()) {
        throw new IllegalStateException("the contract has no schema " + next);
      }
      String text = definition.toString();
      Matcher references = REFERENCE.matcher(text);
      while (references.find()) {
        open.add(references.group(1));
      }
      // As definitions, because JSON Schema does not know the components of OpenAPI.
      String below = REFERENCE.matcher(text).replaceAll("#/\\$defs/$1");
      definitions.set(next, JsonMapper.shared().readTree(below));
    }
    ObjectNode schema = JsonMapper.shared().createObjectNode();
    schema.put("$ref", "#/$defs/" + name);
    schema.set("$defs", definitions);
    return new JsonSchema(schema, List.of());
  }
}
