package dev.sluice.controller.api.contract;

import dev.sluice.common.policyfile.PositionedJson;
import dev.sluice.common.yaml.YamlParser;
import dev.sluice.common.yaml.YamlResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of the API, joined from its files on the class path. */
public final class ApiContract {
  private static final List<String> FILES =
      List.of(
          "openapi",
          "operator",
          "provider",
          "customer",
          "schemas",
          "fleet",
          "usage",
          "quota",
          "tokenbudget",
          "security");
  private static final String SCHEMA_PREFIX = "#/components/schemas/";

  private final ObjectNode document;
  private final List<ApiOperation> operations;

  private ApiContract(ObjectNode document) {
    this.document = document;
    this.operations = operations(document);
  }

  /** Reads the document. */
  public static ApiContract load() {
    ObjectNode whole = read(FILES.getFirst());
    for (String file : FILES.subList(1, FILES.size())) {
      ObjectNode part = read(file);
      add(whole.withObject("/paths"), part.path("paths"));
      add(whole.withObject("/components/schemas"), part.path("components").path("schemas"));
    }
    return new ApiContract(whole);
  }

  private static void add(ObjectNode target, JsonNode members) {
    members.propertyStream().forEach(member -> target.set(member.getKey(), member.getValue()));
  }

  private static ObjectNode read(String file) {
    String name = "api/" + file + ".yaml";
    try (InputStream in = ApiContract.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return switch (YamlParser.parse(text)) {
        case YamlResult.Parsed(var root) -> (ObjectNode) new PositionedJson(root).root();
        case YamlResult.Invalid(var problems, var _) ->
            throw new IllegalStateException(name + ": " + problems.getFirst());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ApiOperation> operations(ObjectNode document) {
    List<ApiOperation> all = new ArrayList<>();
    document
        .path("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyStream()
                .forEach(method ->
                    all.add(operation(path.getKey(), method.getKey(), method.getValue()))));
    return List.copyOf(all);
  }

  private static ApiOperation operation(String path, String method, JsonNode operation) {
    JsonNode content = operation.path("requestBody").path("content");
    boolean patch = content.has("application/merge-patch+json");
    JsonNode schema =
        content.path(patch ? "application/merge-patch+json" : "application/json").path("schema");
    String name =
        patch
            ? schema.path("x-merged").asString("")
            : schema.path("$ref").asString("").replace(SCHEMA_PREFIX, "");
    return new ApiOperation(
        operation.path("operationId").asString(),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.path("x-resource").asStringOpt(),
        operation.path("x-action").asString(""),
        name.isEmpty() ? Optional.empty() : Optional.of(name),
        patch,
        operation.path("requestBody").path("required").asBoolean(false),
        operation.has("security") && operation.path("security").isEmpty(),
        operation.path("security").path(0).has("agent"));
  }

  /** Returns the whole document. */
  public ObjectNode document() {
    return document.deepCopy();
  }

  public List<ApiOperation> operations() {
    return operations;
  }

  /**
   * Requires one handler for each operation and one operation for each handler.
   *
   * @param handlers the handlers by the ids of operations
   */
  public void requireHandlers(Map<String, ?> handlers) {
    List<String> problems = new ArrayList<>();
    TreeSet<String> unbound = new TreeSet<>(handlers.keySet());
    for (ApiOperation operation : operations) {
      if (!unbound.remove(operation.id())) {
        problems.add(
            operation.place()
                + " ("
                + operation.id()
                + ") has no handler, or its id is not unique");
      }
    }
    unbound.forEach(id -> problems.add("the handler " + id + " has no operation in the contract"));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("; ", problems));
    }
  }
}
