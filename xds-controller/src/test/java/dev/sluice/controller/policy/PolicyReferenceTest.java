package dev.sluice.controller.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The test of all schemas: their texts, their examples, and the page that is made from them. */
final class PolicyReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/policies.md");

  @Test
  void page_isMadeFromSchemas() throws IOException {
    String page = PolicyReferencePage.write();
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE));
  }

  @TestFactory
  Stream<DynamicTest> schema_ofEachKind() {
    return PolicyReferencePage.kinds().stream()
        .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> check(kind)));
  }

  private static void check(PolicyKind<?> kind) {
    JsonNode schema = PolicyReferencePage.schema(kind);
    assertEquals(kind.name(), schema.path("title").asString());
    assertTrue(schema.path("examples").size() > 0, "an example is missing");
    for (JsonNode example : schema.path("examples")) {
      assertInstanceOf(ReadSpec.Valid.class, read(kind, example), example::toString);
    }
    assertInstanceOf(
        ReadSpec.Invalid.class,
        SpecReader.of(kind).read("spec", Map.of("no-such-key", 1)),
        "an unknown key is accepted");
    assertEquals(components(kind), keys(schema), "the keys of the schema and the record differ");
    checkTexts("", schema);
  }

  private static ReadSpec<?> read(PolicyKind<?> kind, JsonNode example) {
    Map<String, Object> spec =
        JsonMapper.shared().convertValue(example, new TypeReference<Map<String, Object>>() {});
    return SpecReader.of(kind).read("spec", spec);
  }

  private static Set<String> components(PolicyKind<?> kind) {
    return Arrays.stream(kind.type().getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> keys(JsonNode schema) {
    return new TreeSet<>(schema.path("properties").propertyNames());
  }

  /** Checks that every key has a description and that no object accepts unknown keys. */
  private static void checkTexts(String pointer, JsonNode schema) {
    schema
        .path("properties")
        .properties()
        .forEach(property -> {
          String at = pointer + "/" + property.getKey();
          String description = property.getValue().path("description").asString("");
          assertFalse(description.isBlank(), () -> at + " has no description");
          checkTexts(at, property.getValue());
          checkTexts(at + "[]", property.getValue().path("items"));
        });
    if (schema.has("properties")) {
      assertFalse(
          schema.path("additionalProperties").asBoolean(true),
          () -> pointer + " accepts unknown keys");
    }
  }
}
