package dev.sluice.common.policyfile;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema for the spec of one kind of policy, which is {@code $defs/spec} of the file's
 * schema. The root of that schema describes the whole file and serves editors.
 */
final class SpecSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .locale(Locale.ENGLISH)
                      .pathType(PathType.JSON_POINTER)
                      .build()));

  private final Schema schema;
  private final ObjectNode document;

  SpecSchema(String resource) {
    ObjectNode all = read(resource);
    if (!all.at("/$defs/spec").isObject()) {
      throw new IllegalArgumentException(resource + " has no $defs/spec");
    }
    ObjectNode spec = JsonMapper.shared().createObjectNode();
    spec.put("$ref", "#/$defs/spec");
    spec.set("$defs", all.get("$defs"));
    document = spec;
    schema = REGISTRY.getSchema(spec.toString(), InputFormat.JSON);
  }

  /** Adds all violations of the schema to {@code problems} and returns the valid part. */
  CheckedSpec check(JsonNode spec, JsonPositions positions, List<PolicyProblem> problems) {
    List<Error> errors = errors(spec);
    problems.addAll(new SchemaMessages(document, positions).of(errors));
    if (errors.size() == BoundedErrorList.MOST) {
      problems.add(
          positions.problem(
              positions.spec(), "more is wrong than is listed here; correct these problems first"));
      return CheckedSpec.NONE;
    }
    return CheckedSpec.of(spec, errors, this::errors);
  }

  private List<Error> errors(JsonNode spec) {
    var errors = new BoundedErrorList();
    try {
      schema.validate(spec, (ExecutionContext context) -> context.setErrors(errors));
    } catch (BoundedErrorList.FullException full) {
      // The list is full; its errors are sufficient.
    }
    return errors;
  }

  private static ObjectNode read(String resource) {
    try (InputStream in = SpecSchema.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no schema " + resource + " on the classpath");
      }
      return (ObjectNode) JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
