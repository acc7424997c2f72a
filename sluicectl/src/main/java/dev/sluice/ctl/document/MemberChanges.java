package dev.sluice.ctl.document;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A comparison of a resource with the members that a document gives it. */
final class MemberChanges {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Comparator<JsonNode> EQUALITY = (one, two) -> isEqual(one, two) ? 0 : 1;

  /** The members that tell which items of two lists are the same. */
  private static final Map<String, String> ITEM_KEYS =
      Map.of("listeners", "name", "backends", "backend_id");

  private MemberChanges() {}

  /** Returns the members with other values in the document. Other members stay as they are. */
  static ObjectNode of(ObjectNode resource, ObjectNode body) {
    ObjectNode changes = NODES.objectNode();
    body.properties()
        .forEach(entry -> {
          JsonNode before = resource.path(entry.getKey());
          JsonNode after = completed(entry.getKey(), before, entry.getValue());
          if (!before.equals(EQUALITY, after)) {
            changes.set(entry.getKey(), after);
          }
        });
    return changes;
  }

  /** Returns the JSON merge patch (RFC 7396) that makes the changes. */
  static ObjectNode patch(ObjectNode resource, ObjectNode changes) {
    ObjectNode patch = NODES.objectNode();
    changes
        .properties()
        .forEach(entry ->
            patch.set(entry.getKey(), patched(resource.path(entry.getKey()), entry.getValue())));
    return patch;
  }

  private static JsonNode patched(JsonNode before, JsonNode after) {
    if (!before.isObject() || !after.isObject()) {
      return after;
    }
    ObjectNode patch = NODES.objectNode();
    for (String gone : before.propertyNames()) {
      if (!after.has(gone)) {
        patch.putNull(gone);
      }
    }
    after
        .properties()
        .forEach(entry -> {
          JsonNode old = before.path(entry.getKey());
          if (!old.equals(EQUALITY, entry.getValue())) {
            patch.set(entry.getKey(), patched(old, entry.getValue()));
          }
        });
    return patch;
  }

  /**
   * Adds to the items of a list the members that only the server's item has. The items are in the
   * order of the server, because their order has no meaning, and new ones follow.
   */
  private static JsonNode completed(String member, JsonNode before, JsonNode after) {
    String key = ITEM_KEYS.get(member);
    if (key == null || !before.isArray() || !after.isArray()) {
      return after;
    }
    List<JsonNode> open = new ArrayList<>(after.values());
    ArrayNode items = NODES.arrayNode();
    for (JsonNode old : before.values()) {
      Optional<JsonNode> same =
          open.stream().filter(item -> item.path(key).equals(old.path(key))).findFirst();
      same.ifPresent(open::remove);
      same.ifPresent(item -> items.add(overlaid(old, item)));
    }
    return items.addAll(open);
  }

  private static JsonNode overlaid(JsonNode old, JsonNode item) {
    return old instanceof ObjectNode below && item instanceof ObjectNode above
        ? below.deepCopy().setAll(above)
        : item;
  }

  private static boolean isEqual(JsonNode one, JsonNode two) {
    if (one.isNumber() && two.isNumber()) {
      return one.decimalValue().compareTo(two.decimalValue()) == 0;
    }
    return one.equals(two)
        || (one.isString() && two.isString() && isSameTime(one.asString(), two.asString()));
  }

  private static boolean isSameTime(String one, String two) {
    try {
      return OffsetDateTime.parse(one).isEqual(OffsetDateTime.parse(two));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
