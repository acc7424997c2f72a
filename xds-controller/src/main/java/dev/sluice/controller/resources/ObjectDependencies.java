package dev.sluice.controller.resources;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The dependencies between objects. An object is not removed while an object that refers to it is
 * served or may be rolled back.
 */
final class ObjectDependencies {
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Set<String>> counted = new HashMap<>();

  /** Updates the dependencies of changed objects and returns all affected objects. */
  Set<ObjectState> update(Set<ObjectState> changed, Map<String, ObjectState> objects) {
    Set<ObjectState> touched = new LinkedHashSet<>(changed);
    for (ObjectState state : changed) {
      Set<String> next = state.dependencies();
      Set<String> last =
          next.isEmpty() ? counted.remove(state.object()) : counted.put(state.object(), next);
      next.forEach(object -> counts.merge(object, 1, Integer::sum));
      if (last != null) {
        last.forEach(this::release);
        last.stream().filter(objects::containsKey).map(objects::get).forEach(touched::add);
      }
    }
    for (ObjectState state : touched) {
      if (state.isDesired()) {
        state.drainOldGateways();
      } else if (counts.containsKey(state.object())) {
        state.keepServed();
      } else {
        state.drain();
      }
    }
    return touched;
  }

  private void release(String object) {
    counts.computeIfPresent(object, (o, count) -> count == 1 ? null : count - 1);
  }
}
