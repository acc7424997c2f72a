package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.api.contract.BodySchemas;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A check of each answer in the tests with the schema that the contract has for it. */
final class AnswerContract {
  static final AnswerContract INSTANCE = new AnswerContract();
  private static final String JSON = "application/json";
  private static final String PREFIX = "#/components/schemas/";

  private final JsonNode document;
  private final BodySchemas schemas;
  private final Map<ApiOperation, Pattern> paths = new HashMap<>();

  private AnswerContract() {
    ApiContract contract = ApiContract.load();
    document = contract.document();
    schemas = new BodySchemas(contract);
    for (ApiOperation operation : contract.operations()) {
      String regex = operation.path().replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+");
      paths.put(operation, Pattern.compile(regex));
    }
  }

  /** Fails with the method and path if a successful JSON answer does not fit its schema. */
  void check(String method, String target, int status, String type, String text) {
    if (status >= 300 || !type.equals(JSON)) {
      return;
    }
    Optional<ApiOperation> operation = operation(method, target.replaceAll("\\?.*", ""));
    if (operation.isEmpty()) {
      return;
    }
    String schema = schema(operation.get(), status);
    if (!schema.isEmpty()) {
      List<?> problems = schemas.problems(schema, JsonMapper.shared().readTree(text));
      assertEquals(List.of(), problems, operation.get().place() + " answered " + text);
    }
  }

  private Optional<ApiOperation> operation(String method, String path) {
    return paths.entrySet().stream()
        .filter(entry -> entry.getKey().method().equals(method))
        .filter(entry -> entry.getValue().matcher(path).matches())
        .map(Map.Entry::getKey)
        // A path without parameters comes before one with them.
        .min(Comparator.comparingInt(operation -> operation.path().split("\\{", -1).length));
  }

  private String schema(ApiOperation operation, int status) {
    return document
        .path("paths")
        .path(operation.path())
        .path(operation.method().toLowerCase(Locale.ROOT))
        .path("responses")
        .path(String.valueOf(status))
        .path("content")
        .path(JSON)
        .path("schema")
        .path("$ref")
        .asString("")
        .replace(PREFIX, "");
  }
}
