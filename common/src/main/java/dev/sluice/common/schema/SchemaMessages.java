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
          atValue(pointer, "unknown value " + error.getInstanceNode() + "; " + values(error));
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
              "does not have the allowed form; use a text"
                  + example(error)
                  + " that matches "
                  + error.getSchemaNode().asString(""));
      case "propertyNames" ->
          new SchemaViolation(
              pointer + "/" + escape(String.valueOf(error.getProperty())),
              true,
              "is not an allowed name; " + names(error));
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
    List<String> known = error.getSchemaNode().valueStream().map(JsonNode::asString).toList();
    return NearestWord.hint(error.getInstanceNode().asString(""), known);
  }

  /** Returns the known keys, which are listed beside the rule that allows no others. */
  private String knownKeys(Error error) {
    JsonNode known = beside(error, "properties");
    return known.isEmpty()
        ? "remove it"
        : NearestWord.hint(String.valueOf(error.getProperty()), known.propertyNames());
  }

  /** Returns which names the keys of an object may have. */
  private String names(Error error) {
    JsonNode rule = error.getSchemaNode();
    String reference = rule.path("$ref").asString("");
    JsonNode names = reference.startsWith("#/") ? schema.at(reference.substring(1)) : rule;
    return names.path("enum").isArray()
        ? NearestWord.hint(
            String.valueOf(error.getProperty()),
            names.path("enum").valueStream().map(JsonNode::asString).toList())
        : "use a name that matches " + names.path("pattern").asString("");
  }

  /** Returns examples of a valid text, if the schema has some. */
  private String example(Error error) {
    String examples =
        beside(error, "examples")
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.joining(" or "));
    return examples.isEmpty() ? "" : " such as " + examples;
  }

  /** Returns what the schema has beside the violated rule. */
  private JsonNode beside(Error error, String key) {
    String rule = String.valueOf(error.getSchemaLocation().getFragment());
    return schema.at(rule.substring(0, Math.max(0, rule.lastIndexOf('/')))).path(key);
  }
}
