package dev.sluice.controller.policy;

import dev.sluice.common.schema.JsonSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A writer of docs/reference/policies.md from the schemas. */
final class PolicyReferencePage {
  private static final String HEAD =
      """
      # Policies

      A row of `policies` changes how routes, backends or listeners behave. Its `kind` selects the schema of its `spec`. This page is made from the schemas: `./mvnw verify -pl xds-controller -am -Dtest=PolicyReferenceTest -Dgolden.update` writes it again.

      **Example.** All routes of one service may be called from one web page:

      ```sql
      insert into policies (tenant_id, scope, api_service_id, kind, name, spec)
      select tenant_id, 'service', id, 'cors', 'web shop', '{"origins": ["https://shop.example.com"]}'
      from api_services where name = 'orders';
      ```

      ## Which policy applies

      | `scope` | names | applies to |
      | --- | --- | --- |
      | `route` | `api_service_id`, `route_id` | one route |
      | `service` | `api_service_id` | all routes and backends of a service |
      | `gateway` | `gateway_id` | the listeners of a gateway, and all routes that are published on it |
      | `global` | | everything of the tenant |

      Of each kind, the policy with the narrowest scope applies, in the order of the table. In one scope, a policy with an `environment` wins over one without. A kind that is merged says so below. `enabled = false` ignores the row.

      A policy that does not fit its schema is a finding on the row, with the field and the reason; nothing of it applies. Durations are texts: `250ms`, `30s`, `5m`, `2h`. Regular expressions have RE2 syntax.
      """;

  private PolicyReferencePage() {}

  static String write() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("\n| kind | applies to | summary |\n| --- | --- | --- |\n");
    for (PolicyKind<?> kind : kinds()) {
      page.append(
          "| [`%s`](#%s) | %s | %s |\n"
              .formatted(kind.name(), kind.name(), kind.target(), firstSentence(schema(kind))));
    }
    kinds().forEach(kind -> page.append(section(kind, schema(kind))));
    return page.toString();
  }

  static List<PolicyKind<?>> kinds() {
    return PolicyKinds.ALL.stream().sorted(Comparator.comparing(PolicyKind::name)).toList();
  }

  static ObjectNode schema(PolicyKind<?> kind) {
    return JsonSchema.resource("policies/" + kind.name() + ".schema.json");
  }

  private static String firstSentence(JsonNode schema) {
    String description = schema.path("description").asString();
    int end = description.indexOf(". ");
    return end < 0 ? description : description.substring(0, end + 1);
  }

  private static String section(PolicyKind<?> kind, JsonNode schema) {
    StringBuilder section = new StringBuilder("\n## " + kind.name() + "\n\n");
    section.append(schema.path("description").asString()).append("\n\n");
    section.append("Scopes: ").append(scopes(kind)).append(".\n\n");
    section.append("| key | meaning | values | default |\n| --- | --- | --- | --- |\n");
    addKeys(section, "", schema);
    for (JsonNode example : schema.path("examples")) {
      section.append("\n```json\n").append(pretty(example)).append("\n```\n");
    }
    return section.toString();
  }

  private static String scopes(PolicyKind<?> kind) {
    return kind.scopes().stream()
        .map(scope -> "`" + scope.name().toLowerCase(Locale.ROOT) + "`")
        .collect(Collectors.joining(", "));
  }

  private static void addKeys(StringBuilder section, String prefix, JsonNode schema) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode value = property.getValue();
      String key = prefix + property.getKey();
      section.append(
          "| `%s`%s | %s | %s | %s |\n"
              .formatted(
                  key,
                  isRequired(schema, property.getKey()) ? " (required)" : "",
                  cell(value.path("description").asString("")),
                  cell(values(value)),
                  value.has("default") ? "`" + cell(value.get("default").toString()) + "`" : ""));
      addKeys(section, key + ".", value);
      addKeys(section, key + "[].", value.path("items"));
    }
  }

  private static boolean isRequired(JsonNode schema, String key) {
    return schema.path("required").valueStream().anyMatch(name -> name.asString().equals(key));
  }

  private static String values(JsonNode schema) {
    if (schema.has("enum")) {
      StringJoiner names = new StringJoiner(", ");
      schema.get("enum").forEach(name -> names.add("`" + name.asString() + "`"));
      return names.toString();
    }
    String format = schema.path("format").asString("");
    if (format.equals("duration")) {
      return "duration";
    }
    if (format.equals("re2")) {
      return "regular expression";
    }
    String type = schema.path("type").asString("");
    String range =
        schema.has("minimum") || schema.has("maximum")
            ? " " + schema.path("minimum").asString("") + "–" + schema.path("maximum").asString("")
            : "";
    return switch (type) {
      case "integer", "number" -> "number" + range;
      case "string" -> "text";
      case "boolean" -> "`true`, `false`";
      case "array" -> "list of " + plural(values(schema.path("items")));
      default -> type;
    };
  }

  private static String plural(String values) {
    return switch (values) {
      case "text", "object", "number" -> values + "s";
      default -> values;
    };
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  private static String pretty(JsonNode example) {
    String line = JsonMapper.shared().writeValueAsString(example);
    return line.length() <= 100
        ? spaced(line)
        : JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(example);
  }

  /** Returns JSON in one line with spaces, which are not added inside of texts. */
  private static String spaced(String json) {
    StringBuilder out = new StringBuilder();
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      inText ^= c == '"' && (i == 0 || json.charAt(i - 1) != '\\');
      out.append(c);
      if (!inText && (c == ',' || c == ':')) {
        out.append(' ');
      }
    }
    return out.toString();
  }
}
