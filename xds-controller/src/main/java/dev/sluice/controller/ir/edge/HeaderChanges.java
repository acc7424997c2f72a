package dev.sluice.controller.ir.edge;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A set of changes to the headers of a message. Names are in lower case, and each occurs once.
 *
 * @param set values that replace all values of a header
 * @param add values that are added to those of a header
 * @param remove headers that are removed
 */
public record HeaderChanges(Map<String, String> set, Map<String, String> add, List<String> remove) {
  public HeaderChanges {
    set = lowerCase(set);
    add = lowerCase(add);
    remove = remove.stream().map(name -> name.toLowerCase(Locale.ROOT)).sorted().toList();
    Set<String> names = new HashSet<>();
    Stream.of(set.keySet(), add.keySet(), remove)
        .flatMap(Collection::stream)
        .forEach(name -> check(name, names));
  }

  /** Checks that the operators of all values are allowed in a place. */
  public void checkValues(ValueTemplate.Place place) {
    set.values().forEach(value -> ValueTemplate.check(value, place));
    add.values().forEach(value -> ValueTemplate.check(value, place));
  }

  /** Returns these changes, and those of a wider scope to the headers that these leave alone. */
  public HeaderChanges over(HeaderChanges wider) {
    return new HeaderChanges(
        merged(set, wider.set),
        merged(add, wider.add),
        Stream.concat(remove.stream(), wider.remove.stream().filter(name -> !changes(name)))
            .toList());
  }

  private Map<String, String> merged(Map<String, String> own, Map<String, String> wider) {
    Map<String, String> all = new TreeMap<>(own);
    wider.forEach((name, value) -> {
      if (!changes(name)) {
        all.put(name, value);
      }
    });
    return all;
  }

  private boolean changes(String name) {
    return set.containsKey(name) || add.containsKey(name) || remove.contains(name);
  }

  private static void check(String name, Set<String> names) {
    if (ReservedHeaders.contains(name)) {
      throw new IllegalArgumentException("header " + name + " must not be changed");
    }
    if (!names.add(name)) {
      throw new IllegalArgumentException("header " + name + " is changed twice");
    }
  }

  private static Map<String, String> lowerCase(Map<String, String> values) {
    Map<String, String> sorted = new TreeMap<>();
    values.forEach((name, value) -> {
      if (sorted.put(name.toLowerCase(Locale.ROOT), value) != null) {
        throw new IllegalArgumentException("header " + name + " is changed twice");
      }
    });
    return Collections.unmodifiableMap(sorted);
  }
}
