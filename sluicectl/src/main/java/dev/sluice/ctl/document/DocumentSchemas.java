package dev.sluice.ctl.document;

import dev.sluice.common.schema.JsonSchema;
import dev.sluice.common.schema.SchemaViolation;
import dev.sluice.ctl.resource.ResourceKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The contract that the server serves: which members each kind has, and what they may be. */
public final class DocumentSchemas {
  private final JsonNode schemas;
  private final Map<ResourceKind, JsonSchema> compiled = new EnumMap<>(ResourceKind.class);

  /** Creates a contract from the OpenAPI document. */
  public DocumentSchemas(JsonNode document) {
    this.schemas = document.path("components").path("schemas");
  }

  /** Returns the members of a kind that clients write. */
  Set<String> members(ResourceKind kind) {
    return new TreeSet<>(input(kind).path("properties").propertyNames());
  }

  /** Returns the violations of a body. */
  List<SchemaViolation> violations(ResourceKind kind, ObjectNode body) {
    JsonSchema schema =
        compiled.computeIfAbsent(
            kind, wanted -> new JsonSchema((ObjectNode) input(wanted).deepCopy(), List.of()));
    return schema.violations(schema.errors(body));
  }

  private JsonNode input(ResourceKind kind) {
    return schemas.path(kind.documentKind() + "Input");
  }
}
