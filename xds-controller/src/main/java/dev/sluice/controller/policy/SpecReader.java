package dev.sluice.controller.policy;

import com.networknt.schema.Error;
import dev.sluice.common.schema.JsonSchema;
import dev.sluice.controller.ir.policy.PolicyIr;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * A converter of JSON objects of one form to records. It checks an object with a JSON Schema, adds
 * the defaults of the schema, and then checks what a schema cannot express in the record itself.
 *
 * @param <T> the type of the records
 */
public final class SpecReader<T> {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationDeserializer()))
          .build();

  private final JsonSchema schema;
  private final Class<T> type;

  /**
   * @param resource the schema on the class path
   */
  public SpecReader(String resource, Class<T> type) {
    this.schema = new JsonSchema(JsonSchema.resource(resource), SpecFormats.ALL);
    this.type = type;
  }

  /** Reads a spec of a policy kind. */
  static <P extends PolicyIr> SpecReader<P> of(PolicyKind<P> kind) {
    return new SpecReader<>("policies/" + kind.name() + ".schema.json", kind.type());
  }

  /**
   * Reads an object.
   *
   * @param column the column of the object, or a path below it, with which the field of each
   *     problem starts
   * @param object the object; any other value is a problem
   */
  public ReadSpec<T> read(String column, Object object) {
    JsonNode node = MAPPER.valueToTree(object);
    List<Error> errors = schema.errors(node);
    if (!errors.isEmpty()) {
      return new ReadSpec.Invalid<>(
          schema.violations(errors).stream()
              .map(error -> new SpecProblem(column + error.pointer(), error.message()))
              .toList());
    }
    schema.addDefaults(node);
    try {
      return new ReadSpec.Valid<>(MAPPER.treeToValue(node, type));
    } catch (ValueInstantiationException e) {
      return invalid(column, e.getCause() == null ? e : e.getCause());
    } catch (JacksonException e) {
      return invalid(column, e);
    }
  }

  private ReadSpec<T> invalid(String column, Throwable cause) {
    String message =
        cause instanceof JacksonException e
            ? e.getOriginalMessage()
            : String.valueOf(cause.getMessage());
    return new ReadSpec.Invalid<>(List.of(new SpecProblem(column, message)));
  }

  /** A reader of durations such as {@code 250ms}, {@code 30s} or {@code 5m}. */
  private static final class DurationDeserializer extends ValueDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) {
      return SpecFormats.duration(parser.getString());
    }
  }
}
