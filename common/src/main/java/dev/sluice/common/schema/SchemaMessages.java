package dev.sluice.common.schema;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A converter of schema errors to violations that say what is wrong and what to do. */
final class SchemaMessages {
  private final JsonNode schema;

  SchemaMessages(JsonNode schema) {
    this.schema = schema;
  }

  /**
   * Returns one violation for each error; a single one for a choice between several missing keys.
   */
  List<SchemaViolation> of(List<Error> errors) {
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (Error error : errors) {
      if (isChoice(error)) {
        missing
            .computeIfAbsent(pointer(error), _ -> new ArrayList<>())
            .add("'" + error.getProperty() + "'");
      }
    }
    List<SchemaViolation> violations = new ArrayList<>();
    errors.stream().filter(error -> !isChoice(error)).map(this::violation).forEach(violations::add);
    missing.forEach((pointer, keys) ->
        violations.add(
            atValue(
                pointer, "one of the keys " + String.join(", ", keys) + " is missing; add it")));
    return violations;
  }

  /** Returns whether the error is that one of several keys is missing. */
  private static boolean isChoice(Error error) {
    String path = String.valueOf(error.getEvaluationPath());
    return error.getKeyword().equals("required")
        && path.matches(".*/(anyOf|oneOf)/\\d+(/\\$ref)?/required.*");
  }

  private SchemaViolation violation(Error error) {
    String pointer = pointer(error);
    return switch (error.getKeyword()) {
      case "additionalProperties", "unevaluatedProperties" ->
          new SchemaViolation(
              pointer + "/" + escape(String.valueOf(error.getProperty())),
              true,
              "is not a known key; " + knownKeys(error));
      case "required" ->
          atValue(pointer, "the key '" + error.getProperty() + "' is missing; add it");
      case "enum" ->
          atValue(
              pointer,
              "unknown value " + error.getInstanceNode() + "; use one of " + values(error));
      case "type" ->
          atValue(
              pointer,
              "has the type "
                  + error.getArguments()[0]
                  + "; use the type "
                  + error.getArguments()[1]);
      case "pattern" ->
          atValue(
              pointer,
              "does not have the allowed form; use a text that matches "
                  + String.valueOf(error.getSchemaNode().asString("")));
      case "oneOf" -> atValue(pointer, "has keys that exclude each other; keep one of them");
      default -> atValue(pointer, error.getMessage());
    };
  }

  private static SchemaViolation atValue(String pointer, String message) {
    return new SchemaViolation(pointer, false, message);
  }

  private static String pointer(Error error) {
    return String.valueOf(error.getInstanceLocation());
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static String values(Error error) {
    return error
        .getSchemaNode()
        .valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.joining(", "));
  }

  /** Returns the known keys, which are listed beside the rule that allows no others. */
  private String knownKeys(Error error) {
    String rule = String.valueOf(error.getSchemaLocation().getFragment());
    String object = rule.substring(0, Math.max(0, rule.lastIndexOf('/')));
    JsonNode known = schema.at(object).path("properties");
    return known.isEmpty() ? "remove it" : "use one of " + String.join(", ", known.propertyNames());
  }
}
