package dev.sluice.ctl.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PositionedJson;
import dev.sluice.common.yaml.YamlParser;
import dev.sluice.common.yaml.YamlResult;
import dev.sluice.ctl.failure.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The kinds of resources against the contract of the API. */
class ResourceKindTest {
  private static final Set<ResourceKind> FLEET = Set.of(ResourceKind.AGENT, ResourceKind.REVISION);
  private static final Path CONTRACT = Path.of("../xds-controller/src/main/resources/api");

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void path_ofEachPortal_isInTheContract(ResourceKind kind) throws IOException {
    for (Portal portal : kind.portals()) {
      String parent =
          kind.parent().map(above -> "{" + above.singular().replace('-', '_') + "_id}").orElse("");
      String path = kind.path(portal, parent);
      String file =
          FLEET.contains(kind) ? "fleet" : portal.name().toLowerCase(java.util.Locale.ROOT);
      JsonNode paths = contract(file).path("paths");
      assertTrue(paths.has(path), path);
      assertTrue(paths.has(path + "/{id}"), path);
    }
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void references_areAllIdsOfTheContract(ResourceKind kind) throws IOException {
    Set<String> ids = new TreeSet<>();
    collectIds(schema(kind.documentKind() + (FLEET.contains(kind) ? "" : "Input")), "", ids);
    ids.remove("scope_id");
    ids.remove("id");
    // A revision names its cluster, also in filters.
    ids.removeIf(id -> kind == ResourceKind.REVISION && id.equals("cluster_id"));
    Set<String> references = new TreeSet<>(kind.references().keySet());
    kind.parent().ifPresent(_ -> references.remove(kind.key().getFirst()));

    assertEquals(ids, references);
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void keyAndColumns_areMembers(ResourceKind kind) throws IOException {
    JsonNode members = schema(kind.documentKind()).path("properties");
    for (String key : kind.key()) {
      for (String member : key.split(":", -1)) {
        assertTrue(members.has(member), member);
      }
    }
    for (String column : kind.columns()) {
      String path = "/" + column.replace("/", "/properties/");
      assertFalse(members.at(path).isMissingNode(), column);
    }
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void word_singularAndPlural_areAccepted(ResourceKind kind) {
    assertEquals(kind, ResourceKind.ofWord(kind.plural()));
    assertEquals(kind, ResourceKind.ofWord(kind.singular()));
    assertEquals(kind, ResourceKind.ofDocument(kind.documentKind()).orElseThrow());
  }

  @ParameterizedTest
  @EnumSource(UsageGroup.class)
  void usageGroup_ofEachWord_isInTheContract(UsageGroup group) throws IOException {
    JsonNode member =
        contract("usage")
            .path("components")
            .path("schemas")
            .path("Usage")
            .path("properties")
            .path(group.member());
    assertTrue(member.isObject(), group.member());
    assertEquals(member.path("format").asString("").equals("uuid"), group.kind().isPresent());
    String words =
        contract("openapi")
            .path("components")
            .path("parameters")
            .path("groupBy")
            .path("description")
            .asString();
    assertTrue(words.matches(".*\\b" + group.word() + "\\b.*"), words);
  }

  @Test
  void word_unknown_isRejected() {
    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> ResourceKind.ofWord("servers"));

    assertTrue(failure.lines().getFirst().contains("use one of tenants, users"));
  }

  @Test
  void singular_ofPlurals_isTheWord() {
    assertEquals("policy", ResourceKind.POLICY.singular());
    assertEquals("product-publish", ResourceKind.PRODUCT_PUBLISH.singular());
    assertEquals("route", ResourceKind.ROUTE.singular());
  }

  @Test
  void name_ofPlan_hasProductAndName() {
    assertEquals(
        Map.of("product_id", "orders/1", "name", "a/b"),
        ResourceName.parse(ResourceKind.PLAN, Portal.PROVIDER, "orders/1/a%2Fb"));
  }

  @Test
  void name_ofPublish_lacksClusterForCustomers() {
    assertEquals(
        Map.of("product_id", "orders/1", "environment", "dev"),
        ResourceName.parse(ResourceKind.PRODUCT_PUBLISH, Portal.CUSTOMER, "orders/1/dev"));
  }

  @Test
  void name_tooShort_saysItsForm() {
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () -> ResourceName.parse(ResourceKind.ROUTE, Portal.PROVIDER, "list"));

    assertEquals(
        "the name \"list\" of a route must have the form API-SERVICE/NAME", failure.getMessage());
  }

  private static void collectIds(JsonNode schema, String pattern, Set<String> ids) {
    if (schema.path("format").asString("").equals("uuid")) {
      ids.add(pattern);
    }
    schema
        .path("properties")
        .properties()
        .forEach(entry ->
            collectIds(
                entry.getValue(),
                pattern.isEmpty() ? entry.getKey() : pattern + "/" + entry.getKey(),
                ids));
    if (schema.has("items")) {
      collectIds(schema.path("items"), pattern + "/*", ids);
    }
  }

  private static JsonNode schema(String name) throws IOException {
    JsonNode schema = contract("schemas").path("components").path("schemas").path(name);
    if (schema.isMissingNode()) {
      schema = contract("fleet").path("components").path("schemas").path(name);
    }
    assertTrue(schema.isObject(), name);
    return schema;
  }

  private static JsonNode contract(String name) throws IOException {
    String text = Files.readString(CONTRACT.resolve(name + ".yaml"));
    return switch (YamlParser.parse(text)) {
      case YamlResult.Parsed(var root) -> new PositionedJson(root).root();
      case YamlResult.Invalid(var problems, var _) -> throw new IOException(problems.toString());
    };
  }
}
