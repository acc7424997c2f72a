package dev.sluice.ctl.document;

import dev.sluice.ctl.resource.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A converter between the members of the API and those of documents. A member {@code gateway_id}
 * with an id is {@code gateway} with a name in a document.
 */
final class SpecReferences {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String SUFFIX = "_id";

  private final ResourceKind kind;

  SpecReferences(ResourceKind kind) {
    this.kind = kind;
  }

  /** Converts a document's spec; {@code idOf} returns the id of a name at a pointer of the API. */
  ObjectNode toBody(ObjectNode spec, ReferenceResolver idOf) {
    return (ObjectNode) body(spec, "", "", idOf);
  }

  /** A resolver of a reference at a JSON pointer. */
  interface ReferenceResolver {
    String id(ResourceKind referred, String name, String pointer);
  }

  private JsonNode body(JsonNode value, String pattern, String pointer, ReferenceResolver idOf) {
    ResourceKind referred = kind.references().get(pattern);
    if (referred != null && value.isString()) {
      return NODES.stringNode(idOf.id(referred, value.asString(), pointer));
    }
    if (value.isObject()) {
      ObjectNode object = NODES.objectNode();
      value
          .properties()
          .forEach(entry -> {
            String member = apiMember(pattern, entry.getKey());
            object.set(
                member,
                body(entry.getValue(), below(pattern, member), pointer + "/" + member, idOf));
          });
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = NODES.arrayNode();
      value.forEach(
          item -> array.add(body(item, below(pattern, "*"), pointer + "/" + array.size(), idOf)));
      return array;
    }
    return value;
  }

  /** Converts members of a resource, sorted by name; {@code nameOf} returns the name of an id. */
  ObjectNode toSpec(ObjectNode members, BiFunction<ResourceKind, String, String> nameOf) {
    return (ObjectNode) spec(members, "", nameOf);
  }

  private JsonNode spec(
      JsonNode value, String pattern, BiFunction<ResourceKind, String, String> nameOf) {
    ResourceKind referred = kind.references().get(pattern);
    if (referred != null && value.isString()) {
      return NODES.stringNode(nameOf.apply(referred, value.asString()));
    }
    if (value.isObject()) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      value
          .properties()
          .forEach(entry -> {
            String below = below(pattern, entry.getKey());
            sorted.put(
                documentMember(below, entry.getKey()), spec(entry.getValue(), below, nameOf));
          });
      ObjectNode object = NODES.objectNode();
      sorted.forEach(object::set);
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = NODES.arrayNode();
      value.forEach(item -> array.add(spec(item, below(pattern, "*"), nameOf)));
      return array;
    }
    return value;
  }

  /** Returns the path in a document of the value that a JSON pointer of the API names. */
  List<String> documentPath(String pointer) {
    List<String> path = new ArrayList<>();
    if (!pointer.startsWith("/")) {
      return path;
    }
    String pattern = "";
    for (String step : pointer.substring(1).split("/", -1)) {
      String plain = step.replace("~1", "/").replace("~0", "~");
      if (path.isEmpty() && isKey(plain)) {
        return List.of("name");
      }
      if (path.isEmpty()) {
        path.add("spec");
      }
      pattern = below(pattern, plain.matches("\\d+") ? "*" : plain);
      path.add(documentMember(pattern, plain));
    }
    return path;
  }

  private boolean isKey(String member) {
    return kind.key().stream().anyMatch(key -> List.of(key.split(":", -1)).contains(member));
  }

  private String apiMember(String pattern, String member) {
    return kind.references().containsKey(below(pattern, member + SUFFIX))
        ? member + SUFFIX
        : member;
  }

  private String documentMember(String pattern, String member) {
    return kind.references().containsKey(pattern) && member.endsWith(SUFFIX)
        ? member.substring(0, member.length() - SUFFIX.length())
        : member;
  }

  private static String below(String pattern, String member) {
    return pattern.isEmpty() ? member : pattern + "/" + member;
  }
}
