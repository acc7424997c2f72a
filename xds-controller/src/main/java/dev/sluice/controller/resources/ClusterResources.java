package dev.sluice.controller.resources;

import dev.sluice.controller.resources.Change.Replaced;
import dev.sluice.controller.xds.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is served on one cluster: objects, and their resources by type and name. */
final class ClusterResources {
  private final Map<String, ObjectState> objects = new LinkedHashMap<>();
  private final Map<ResourceType, Map<String, Placed>> byType = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, NameTable> names = new EnumMap<>(ResourceType.class);
  private final Map<String, Sums> sums = new HashMap<>();
  private final Map<String, SavedObject> remembered = new HashMap<>();
  private final Sums all = new Sums();
  private final Needs needs = new Needs();
  private final Departures departures = new Departures();
  private long revision;

  ClusterResources() {
    for (ResourceType type : ResourceType.values()) {
      byType.put(type, new LinkedHashMap<>());
      names.put(type, new NameTable());
    }
  }

  boolean hasGateway(String gateway) {
    return sums.containsKey(gateway);
  }

  /** Until the object is wanted, remembers what was rejected of it. */
  void remember(SavedObject saved) {
    remembered.put(saved.served().object(), saved);
  }

  /** What is wanted of these objects from now on; says what of that is different. */
  List<Replaced> want(Collection<ServedObject> wanted) {
    Set<ObjectState> touched = new LinkedHashSet<>();
    for (ServedObject object : wanted) {
      ObjectState state = objects.get(object.object());
      if (state == null) {
        state = new ObjectState(object);
        objects.put(object.object(), state);
        SavedObject saved = remembered.remove(object.object());
        if (saved != null) {
          state.remember(saved);
        }
      } else {
        state.want(object);
      }
      touched.add(state);
    }
    return settle(touched);
  }

  /** Serves what was good before of an object. */
  List<Replaced> reject(Refusal refusal, ObjectState object) {
    object.reject(refusal);
    return settle(Set.of(object));
  }

  /** A node took a resource; what was kept only for the case that it would not, may go now. */
  List<Replaced> take(Placed placed) {
    boolean whole = placed.owner().take(placed.resource());
    return whole ? settle(Set.of(placed.owner())) : List.of();
  }

  /** Takes out what stayed for requests on their way, as far as that is over. */
  List<Replaced> depart(long now) {
    List<ObjectState> over = departures.over(now);
    over.forEach(ObjectState::drop);
    return over.isEmpty() ? List.of() : serve(over);
  }

  Departures departures() {
    return departures;
  }

  /** How often something became different. */
  long revision() {
    return revision;
  }

  private List<Replaced> settle(Set<ObjectState> changed) {
    Set<ObjectState> touched = needs.settle(changed, objects);
    List<Replaced> replaced = serve(touched);
    touched.forEach(state -> departures.note(state, revision));
    return replaced;
  }

  /** Brings the tables in line with the objects: first what is there, then what is not. */
  private List<Replaced> serve(Collection<ObjectState> touched) {
    revision++;
    Map<ResourceKey, Optional<Placed>> before = new LinkedHashMap<>();
    for (ObjectState state : touched) {
      ServedObject served = state.served();
      if (!served.isGone() && !served.equals(state.settled())) {
        served.resources().forEach(r -> put(new Placed(r, served.gateways(), state), before));
      }
    }
    for (ObjectState state : touched) {
      dropUnserved(state, before);
      state.settle();
      if (state.isForgotten()) {
        objects.remove(state.object());
      }
    }
    return replaced(before);
  }

  private List<Replaced> replaced(Map<ResourceKey, Optional<Placed>> before) {
    List<Replaced> replaced = new ArrayList<>();
    before.forEach((key, old) -> {
      Optional<Placed> now = Optional.ofNullable(table(key.type()).get(key.name()));
      if (old.isPresent() != now.isPresent()
          || (old.isPresent() && !old.get().isSameAs(now.orElseThrow()))) {
        replaced.add(new Replaced(key.type(), key.name(), old.orElse(null), now.orElse(null)));
      }
    });
    return replaced;
  }

  private void put(Placed placed, Map<ResourceKey, Optional<Placed>> before) {
    EncodedResource resource = placed.resource();
    Placed old = table(resource.type()).put(resource.name(), placed);
    before.putIfAbsent(ResourceKey.of(resource), Optional.ofNullable(old));
    count(old, -1);
    count(placed, 1);
  }

  /** Takes out what the object had and has no more, unless another object has it now. */
  private void dropUnserved(ObjectState state, Map<ResourceKey, Optional<Placed>> before) {
    Set<ResourceKey> kept = new HashSet<>();
    if (!state.served().isGone()) {
      state.served().resources().forEach(resource -> kept.add(ResourceKey.of(resource)));
    }
    for (EncodedResource resource : state.settled().resources()) {
      ResourceKey key = ResourceKey.of(resource);
      Placed placed = table(key.type()).get(key.name());
      if (placed != null && placed.owner() == state && !kept.contains(key)) {
        table(key.type()).remove(key.name());
        before.putIfAbsent(key, Optional.of(placed));
        count(placed, -1);
      }
    }
  }

  private void count(@Nullable Placed placed, int sign) {
    if (placed == null) {
      return;
    }
    all.add(placed.resource(), sign);
    for (String gateway : placed.gateways()) {
      Sums own = sums.computeIfAbsent(gateway, g -> new Sums());
      own.add(placed.resource(), sign);
      if (own.isEmpty()) {
        sums.remove(gateway);
      }
    }
  }

  /** Whether the rows want of an object just what was refused of it. */
  boolean wants(Refusal refusal) {
    ObjectState state = objects.get(refusal.object());
    return state != null && state.wants(refusal);
  }

  Optional<Placed> find(View view, ResourceType type, String name) {
    return Optional.ofNullable(table(type).get(name)).filter(placed -> placed.visible(view));
  }

  Stream<String> names(View view, ResourceType type) {
    return table(type).entrySet().stream()
        .filter(entry -> entry.getValue().visible(view))
        .map(Map.Entry::getKey);
  }

  /** The sum of the marks of all that a view has of a type. */
  long sum(View view, ResourceType type) {
    Sums visible =
        view.gateway().map(gateway -> sums.getOrDefault(gateway, new Sums())).orElse(all);
    return visible.of(type);
  }

  NameTable nameTable(ResourceType type) {
    return names.getOrDefault(type, new NameTable());
  }

  Optional<ObjectState> object(String name) {
    return Optional.ofNullable(objects.get(name));
  }

  Collection<ObjectState> objects() {
    return objects.values();
  }

  private Map<String, Placed> table(ResourceType type) {
    return byType.getOrDefault(type, Map.of());
  }
}
