package dev.sluice.common.policyfile;

import com.networknt.schema.Error;
import dev.sluice.common.schema.JsonSchema;
import dev.sluice.common.schema.SchemaViolation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema for the spec of one kind of policy, which is {@code $defs/spec} of the file's
 * schema. The root of that schema describes the whole file and serves editors.
 */
final class SpecSchema {
  private final JsonSchema schema;

  SpecSchema(String resource) {
    ObjectNode all = JsonSchema.resource(resource);
    if (!all.at("/$defs/spec").isObject()) {
      throw new IllegalArgumentException(resource + " has no $defs/spec");
    }
    ObjectNode spec = JsonMapper.shared().createObjectNode();
    spec.put("$ref", "#/$defs/spec");
    spec.set("$defs", all.get("$defs"));
    schema = new JsonSchema(spec, List.of());
  }

  /** Adds all violations of the schema to {@code problems} and returns the valid part. */
  CheckedSpec check(JsonNode spec, JsonPositions positions, List<PolicyProblem> problems) {
    List<Error> errors = schema.errors(spec);
    schema.violations(errors).forEach(violation -> problems.add(problem(violation, positions)));
    if (errors.size() == JsonSchema.MOST_ERRORS) {
      problems.add(
          positions.problem(
              positions.spec(), "more is wrong than is listed here; correct these problems first"));
      return CheckedSpec.NONE;
    }
    return CheckedSpec.of(spec, errors, schema::errors);
  }

  private static PolicyProblem problem(SchemaViolation violation, JsonPositions positions) {
    String pointer = positions.spec() + violation.pointer();
    return violation.atKey()
        ? positions.keyProblem(pointer, violation.message())
        : positions.problem(pointer, violation.message());
  }
}
