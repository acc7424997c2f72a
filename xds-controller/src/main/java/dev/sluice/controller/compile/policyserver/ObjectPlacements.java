package dev.sluice.controller.compile.policyserver;

import dev.sluice.controller.compile.object.CompiledObject;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The clusters that each object is served on, so that it can be removed from others. */
final class ObjectPlacements {
  private final Map<String, Set<String>> clusters = new HashMap<>();
  private final List<ServedObject> takeChanges = new ArrayList<>();

  /** Places an object on gateways by cluster; without resources it is removed. */
  void place(String object, Map<String, Set<String>> gateways, List<EncodedResource> resources) {
    Map<String, Set<String>> there = resources.isEmpty() ? Map.of() : gateways;
    Set<String> before =
        there.isEmpty()
            ? clusters.remove(object)
            : clusters.put(object, Set.copyOf(there.keySet()));
    there.forEach((cluster, some) ->
        takeChanges.add(new ServedObject(cluster, object, some, resources, Set.of())));
    if (before != null) {
      before.stream()
          .filter(cluster -> !there.containsKey(cluster))
          .forEach(cluster -> takeChanges.add(CompiledObject.gone(cluster, object).served()));
    }
  }

  void remove(String object) {
    place(object, Map.of(), List.of());
  }

  /** Returns the objects that changed since the last call. */
  List<ServedObject> takeChanges() {
    List<ServedObject> all = List.copyOf(takeChanges);
    takeChanges.clear();
    return all;
  }
}
