package dev.sluice.controller.store.history;

import dev.sluice.controller.ir.RevisionEntry;
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
        changed.put(name, members(before, entry));
      }
    });
    return new RevisionDiff(added, removed, changed);
  }

  /** Returns the JSON pointers of the members of an object that differ. */
  public static List<String> members(RevisionEntry from, RevisionEntry to) {
    return JsonDifference.pointers(json(from), json(to));
  }

  private static JsonNode json(RevisionEntry entry) {
    return JSON.readTree(IrJson.write(entry));
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
