package dev.sluice.common.policyfile;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A converter of schema errors to problems that say what is wrong and what to do. */
final class SchemaMessages {
  private final JsonNode schema;
  private final JsonPositions positions;

  SchemaMessages(JsonNode schema, JsonPositions positions) {
    this.schema = schema;
    this.positions = positions;
  }

  /** Returns one problem for each error; a single one for a choice between several missing keys. */
  List<PolicyProblem> of(List<Error> errors) {
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (Error error : errors) {
      if (isChoice(error)) {
        missing
            .computeIfAbsent(pointer(error), _ -> new ArrayList<>())
            .add("'" + error.getProperty() + "'");
      }
    }
    List<PolicyProblem> problems = new ArrayList<>();
    errors.stream().filter(error -> !isChoice(error)).map(this::problem).forEach(problems::add);
    missing.forEach((pointer, keys) ->
        problems.add(
            positions.problem(
                pointer, "one of the keys " + String.join(", ", keys) + " is missing; add it")));
    return problems;
  }

  /** Returns whether the error is that one of several keys is missing. */
  private static boolean isChoice(Error error) {
    String path = String.valueOf(error.getEvaluationPath());
    return error.getKeyword().equals("required")
        && path.matches(".*/(anyOf|oneOf)/\\d+(/\\$ref)?/required.*");
  }

  private PolicyProblem problem(Error error) {
    String pointer = pointer(error);
    return switch (error.getKeyword()) {
      case "additionalProperties", "unevaluatedProperties" ->
          positions.keyProblem(
              pointer + "/" + PositionedJson.escape(String.valueOf(error.getProperty())),
              "is not a known key; " + knownKeys(error));
      case "required" ->
          positions.problem(pointer, "the key '" + error.getProperty() + "' is missing; add it");
      case "enum" ->
          positions.problem(
              pointer,
              "unknown value " + error.getInstanceNode() + "; use one of " + values(error));
      case "type" ->
          positions.problem(
              pointer,
              "has the type "
                  + error.getArguments()[0]
                  + "; use the type "
                  + error.getArguments()[1]);
      case "pattern" ->
          positions.problem(
              pointer,
              "does not have the allowed form; use a text that matches "
                  + String.valueOf(error.getSchemaNode().asString("")));
      case "oneOf" ->
          positions.problem(pointer, "has keys that exclude each other; keep one of them");
      default -> positions.problem(pointer, error.getMessage());
    };
  }

  private String pointer(Error error) {
    return positions.spec() + error.getInstanceLocation();
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
