package dev.sluice.common.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.path.PathType;
import com.networknt.schema.walk.ApplyDefaultsStrategy;
import com.networknt.schema.walk.WalkConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON Schema (draft 2020-12) that reports a limited number of violations. */
public final class JsonSchema {
  /** The largest number of errors; a document with as many may have more. */
  public static final int MOST_ERRORS = BoundedErrorList.MOST;

  private static final WalkConfig WITH_DEFAULTS =
      WalkConfig.builder()
          .applyDefaultsStrategy(new ApplyDefaultsStrategy(true, false, true))
          .build();

  private final ObjectNode document;
  private final Schema schema;

  /**
   * Compiles a schema.
   *
   * @param formats the formats that the schema uses beside the standard ones
   */
  public JsonSchema(ObjectNode document, List<Format> formats) {
    Dialect dialect = Dialect.builder(Dialects.getDraft202012()).formats(formats).build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .locale(Locale.ENGLISH)
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .build();
    this.document = document;
    this.schema =
        SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config))
            .getSchema(document.toString(), InputFormat.JSON);
  }

  /** Reads a JSON object from the class path. */
  public static ObjectNode resource(String name) {
    try (InputStream in = JsonSchema.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no schema " + name + " on the classpath");
      }
      return (ObjectNode) JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the errors of a document, at most {@link #MOST_ERRORS}. */
  public List<Error> errors(JsonNode node) {
    var errors = new BoundedErrorList();
    try {
      schema.validate(node, (ExecutionContext context) -> context.setErrors(errors));
    } catch (BoundedErrorList.FullException full) {
      // The list is full; its errors are sufficient.
    }
    return errors;
  }

  /** Returns violations, one for each error and one for a choice between several missing keys. */
  public List<SchemaViolation> violations(List<Error> errors) {
    return new SchemaMessages(document).of(errors);
  }

  /** Adds the schema's default values to the absent keys of a valid document. */
  public void addDefaults(JsonNode node) {
    schema.walk(node, false, (ExecutionContext context) -> context.setWalkConfig(WITH_DEFAULTS));
  }
}
