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
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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

  SpecSchema(String resource) {
    ObjectNode document = read(resource);
    if (!document.at("/$defs/spec").isObject()) {
      throw new IllegalArgumentException(resource + " has no $defs/spec");
    }
    ObjectNode spec = JsonMapper.shared().createObjectNode();
    spec.put("$ref", "#/$defs/spec");
    spec.set("$defs", document.get("$defs"));
    schema = REGISTRY.getSchema(spec.toString(), InputFormat.JSON);
  }

  /** Returns the violations of the schema, up to a limit. */
  List<PolicyProblem> check(JsonNode spec, JsonPositions positions) {
    var errors = new BoundedErrorList();
    try {
      schema.validate(spec, (ExecutionContext context) -> context.setErrors(errors));
    } catch (BoundedErrorList.FullException full) {
      return Stream.concat(
              errors.stream().map(error -> problem(error, positions)),
              Stream.of(positions.problem(positions.spec(), "more errors are not shown")))
          .toList();
    }
    return errors.stream().map(error -> problem(error, positions)).toList();
  }

  private static PolicyProblem problem(Error error, JsonPositions positions) {
    String pointer = positions.spec() + error.getInstanceLocation();
    String property = error.getProperty();
    return switch (error.getKeyword()) {
      case "additionalProperties", "unevaluatedProperties" ->
          positions.keyProblem(
              pointer + "/" + PositionedJson.escape(String.valueOf(property)),
              "is not a known key");
      case "required" -> positions.problem(pointer, "the key '" + property + "' is missing");
      default -> positions.problem(pointer, error.getMessage());
    };
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

  /** A list that accepts a limited number of errors and then stops the validation. */
  private static final class BoundedErrorList extends AbstractList<Error> {
    private static final int MAX_ERRORS = 1_000;

    /** An exception for a full list. */
    static final class FullException extends RuntimeException {
      FullException() {
        super(null, null, false, false);
      }
    }

    private final List<Error> errors = new ArrayList<>();

    @Override
    public Error get(int index) {
      return errors.get(index);
    }

    @Override
    public int size() {
      return errors.size();
    }

    @Override
    public void add(int index, Error error) {
      if (errors.size() == MAX_ERRORS) {
        throw new FullException();
      }
      errors.add(index, error);
    }
  }
}
