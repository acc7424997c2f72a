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
  private final List<ServedObject> changes = new ArrayList<>();

  /** Places an object on gateways by cluster; without resources it is removed. */
  void place(String object, Map<String, Set<String>> gateways, List<EncodedResource> resources) {
    Map<String, Set<String>> placed = resources.isEmpty() ? Map.of() : gateways;
    Set<String> before =
        placed.isEmpty()
            ? clusters.remove(object)
            : clusters.put(object, Set.copyOf(placed.keySet()));
    placed.forEach((cluster, names) ->
        changes.add(new ServedObject(cluster, object, names, resources, Set.of())));
    if (before != null) {
      before.stream()
          .filter(cluster -> !placed.containsKey(cluster))
          .forEach(cluster -> changes.add(CompiledObject.gone(cluster, object).served()));
    }
  }

  void remove(String object) {
    place(object, Map.of(), List.of());
  }

  /** Returns the objects that changed since the last call. */
  List<ServedObject> takeChanges() {
    List<ServedObject> all = List.copyOf(changes);
    changes.clear();
    return all;
  }
}
