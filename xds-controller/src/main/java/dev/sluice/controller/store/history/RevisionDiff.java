package dev.sluice.controller.store.history;

import dev.sluice.controller.ir.RevisionEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A difference between the contents of two revisions, without their values.
 *
 * @param changed the JSON pointers of the members that differ, by object
 */
public record RevisionDiff(
    List<String> added, List<String> removed, Map<String, List<String>> changed) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Compares two contents. */
  public static RevisionDiff of(Map<String, RevisionEntry> from, Map<String, RevisionEntry> to) {
    List<String> added = to.keySet().stream().filter(name -> !from.containsKey(name)).toList();
    List<String> removed = from.keySet().stream().filter(name -> !to.containsKey(name)).toList();
    Map<String, List<String>> changed = new TreeMap<>();
    to.forEach((name, entry) -> {
      RevisionEntry before = from.get(name);
      if (before != null && !before.equals(entry)) {
        List<String> paths = new ArrayList<>();
        collect("", json(before), json(entry), paths);
        changed.put(name, paths);
      }
    });
    return new RevisionDiff(added, removed, changed);
  }

  private static JsonNode json(RevisionEntry entry) {
    return JSON.readTree(IrJson.write(entry));
  }

  private static void collect(String path, JsonNode from, JsonNode to, List<String> paths) {
    if (from.equals(to)) {
      return;
    }
    if (from.isObject() && to.isObject()) {
      Set<String> names = new LinkedHashSet<>(from.propertyNames());
      names.addAll(to.propertyNames());
      for (String name : names) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        collect(path + "/" + escaped, from.path(name), to.path(name), paths);
      }
    } else if (from.isArray() && to.isArray()) {
      for (int i = 0; i < Math.max(from.size(), to.size()); i++) {
        collect(path + "/" + i, from.path(i), to.path(i), paths);
      }
    } else {
      paths.add(path);
    }
  }

  /** Returns the names of all objects that differ. */
  public Set<String> objects() {
    Set<String> all = new LinkedHashSet<>(added);
    all.addAll(removed);
    all.addAll(changed.keySet());
    return all;
  }

  /** Returns the part about some objects. */
  public RevisionDiff only(Set<String> objects) {
    Map<String, List<String>> rest = new TreeMap<>(changed);
    rest.keySet().retainAll(objects);
    return new RevisionDiff(
        added.stream().filter(objects::contains).toList(),
        removed.stream().filter(objects::contains).toList(),
        rest);
  }
}
