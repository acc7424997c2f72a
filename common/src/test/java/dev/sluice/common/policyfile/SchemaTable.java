package dev.sluice.common.policyfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A table of all keys of a JSON Schema: path, values and meaning. */
final class SchemaTable {
  private static final int LONGEST_PATTERN = 40;

  private final JsonNode root;
  private final List<String> rows = new ArrayList<>();

  private SchemaTable(JsonNode root) {
    this.root = root;
  }

  /** Returns the rows of a table in Markdown, in the order of the schema. */
  static List<String> rows(JsonNode root, JsonNode schema) {
    SchemaTable table = new SchemaTable(root);
    table.members("", schema, Set.of());
    return table.rows;
  }

  private void members(String path, JsonNode given, Set<String> above) {
    JsonNode schema = resolved(given);
    Set<String> names = new LinkedHashSet<>(above);
    if (given.has("$ref") && !names.add(given.path("$ref").asString())) {
      return;
    }
    Set<String> required =
        schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    schema
        .path("properties")
        .forEachEntry((name, member) -> {
          String at = path.isEmpty() ? name : path + "." + name;
          row(at, member, required.contains(name));
          inner(at, member, names);
        });
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject()) {
      inner(path + ".*", others, names);
    }
  }

  private void inner(String path, JsonNode given, Set<String> above) {
    JsonNode schema = resolved(given);
    if (schema.has("items")) {
      inner(path + "[]", schema.path("items"), above);
    }
    for (JsonNode one : schema.path("oneOf")) {
      inner(path, one, above);
    }
    members(path, given, above);
  }

  private void row(String path, JsonNode given, boolean required) {
    JsonNode schema = resolved(given);
    String meaning =
        Optional.of(given.path("description").asString(""))
            .filter(text -> !text.isEmpty())
            .orElseGet(() -> schema.path("description").asString(""));
    JsonNode standard = given.has("default") ? given.path("default") : schema.path("default");
    String values = values(given) + (required ? "; required" : "");
    if (!standard.isMissingNode()) {
      values +=
          "; default " + code(standard.isString() ? standard.asString() : standard.toString());
    }
    rows.add("| `" + path + "` | " + cell(values) + " | " + cell(meaning) + " |");
  }

  private String values(JsonNode given) {
    JsonNode schema = resolved(given);
    if (schema.has("enum")) {
      return schema
          .path("enum")
          .valueStream()
          .map(value -> code(value.asString()))
          .collect(Collectors.joining(", "));
    }
    if (schema.has("const")) {
      return code(schema.path("const").asString());
    }
    if (schema.has("oneOf") && !schema.has("properties")) {
      return schema
          .path("oneOf")
          .valueStream()
          .map(this::values)
          .distinct()
          .collect(Collectors.joining(", or "));
    }
    return switch (schema.path("type").asString("")) {
      case "array" -> "list of " + plural(schema.path("items"));
      case "string" -> text(schema);
      case "integer", "number" -> schema.path("type").asString() + range(schema);
      case "boolean" -> "`true`, `false`";
      case "object" -> "object";
      default -> "any value";
    };
  }

  private String plural(JsonNode items) {
    String values = values(items);
    return values.equals("object") ? "objects" : values;
  }

  private static String text(JsonNode schema) {
    String pattern = schema.path("pattern").asString("");
    String form = "text";
    if (!pattern.isEmpty() && pattern.length() <= LONGEST_PATTERN) {
      form += " like " + code(pattern);
    }
    if (schema.has("examples")) {
      form += ", such as " + code(schema.path("examples").path(0).asString());
    }
    return schema.has("maxLength")
        ? form + ", at most " + schema.path("maxLength").asInt() + " characters"
        : form;
  }

  private static String range(JsonNode schema) {
    Map<String, String> limits = new LinkedHashMap<>();
    limits.put("minimum", " from ");
    limits.put("maximum", " to ");
    StringBuilder range = new StringBuilder();
    limits.forEach((key, word) -> {
      if (schema.has(key)) {
        range.append(word).append(schema.path(key).asString());
      }
    });
    return range.toString();
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : resolved(root.at(reference.substring(1)));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
