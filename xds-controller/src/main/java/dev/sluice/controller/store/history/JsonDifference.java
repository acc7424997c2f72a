package dev.sluice.controller.store.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A comparison of JSON documents. */
public final class JsonDifference {
  private JsonDifference() {}

  /** Returns the JSON pointers of the members that differ. */
  public static List<String> pointers(JsonNode from, JsonNode to) {
    List<String> pointers = new ArrayList<>();
    collect("", from, to, pointers);
    return pointers;
  }

  private static void collect(String pointer, JsonNode from, JsonNode to, List<String> pointers) {
    if (from.equals(to)) {
      return;
    }
    if (from.isObject() && to.isObject()) {
      Set<String> names = new LinkedHashSet<>(from.propertyNames());
      names.addAll(to.propertyNames());
      for (String name : names) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        collect(pointer + "/" + escaped, from.path(name), to.path(name), pointers);
      }
    } else if (from.isArray() && to.isArray()) {
      for (int i = 0; i < Math.max(from.size(), to.size()); i++) {
        collect(pointer + "/" + i, from.path(i), to.path(i), pointers);
      }
    } else {
      pointers.add(pointer);
    }
  }
}
