package dev.sluice.controller.resources;

import dev.sluice.controller.resources.ClusterChange.ReplacedResource;
import dev.sluice.controller.resources.node.NodeScope;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ResourceKey;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.object.SavedObject;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.xds.resource.ResourceType;
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

/** The objects served on one cluster, with their resources by type and name. */
final class ClusterResources {
  private final Map<String, ObjectState> objects = new LinkedHashMap<>();
  private final Map<ResourceType, Map<String, ServedResource>> byType =
      new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, ResourceNameTable> names = new EnumMap<>(ResourceType.class);
  private final Map<String, ContentChecksums> gatewayChecksums = new HashMap<>();
  private final Map<String, SavedObject> savedObjects = new HashMap<>();
  private final ContentChecksums all = new ContentChecksums();
  private final ObjectDependencies dependencies = new ObjectDependencies();
  private final DrainingObjects draining = new DrainingObjects();
  private long revision;

  ClusterResources() {
    for (ResourceType type : ResourceType.values()) {
      byType.put(type, new LinkedHashMap<>());
      names.put(type, new ResourceNameTable());
    }
  }

  boolean hasGateway(String gateway) {
    return gatewayChecksums.containsKey(gateway);
  }

  /** Restores the rejection of an object until its rows define it. */
  void restore(SavedObject saved) {
    savedObjects.put(saved.served().object(), saved);
  }

  /** Sets the desired state of objects and returns the resources that changed. */
  List<ReplacedResource> setDesired(Collection<ServedObject> desired) {
    Set<ObjectState> affected = new LinkedHashSet<>();
    for (ServedObject object : desired) {
      ObjectState state = objects.get(object.object());
      if (state == null) {
        state = new ObjectState(object);
        objects.put(object.object(), state);
        SavedObject saved = savedObjects.remove(object.object());
        if (saved != null) {
          state.restore(saved);
        }
      } else {
        state.setDesired(object);
      }
      affected.add(state);
    }
    return serveAffected(affected);
  }

  /** Rolls an object back to its last accepted state. */
  List<ReplacedResource> reject(ResourceRejection rejection, ObjectState object) {
    object.reject(rejection);
    return serveAffected(Set.of(object));
  }

  /** Records that a node accepted a resource; objects kept for a rollback may be removed then. */
  List<ReplacedResource> accept(ServedResource served) {
    boolean whole = served.owner().accept(served.resource());
    return whole ? serveAffected(Set.of(served.owner())) : List.of();
  }

  /** Removes drained objects whose time is over. */
  List<ReplacedResource> removeDrained(long now) {
    List<ObjectState> over = draining.removeDrained(now);
    over.forEach(ObjectState::finishDraining);
    return over.isEmpty() ? List.of() : serve(over);
  }

  DrainingObjects draining() {
    return draining;
  }

  /** Returns the number of changes so far. */
  long revision() {
    return revision;
  }

  private List<ReplacedResource> serveAffected(Set<ObjectState> changed) {
    Set<ObjectState> affected = dependencies.update(changed, objects);
    List<ReplacedResource> replaced = serve(affected);
    affected.forEach(state -> draining.update(state, revision));
    return replaced;
  }

  /** Updates the tables for changed objects: first resources that exist, then removed ones. */
  private List<ReplacedResource> serve(Collection<ObjectState> affected) {
    revision++;
    Map<ResourceKey, Optional<ServedResource>> before = new LinkedHashMap<>();
    for (ObjectState state : affected) {
      ServedObject served = state.served();
      if (!served.isRemoved() && !served.equals(state.indexed())) {
        served
            .resources()
            .forEach(r -> put(new ServedResource(r, served.gateways(), state), before));
      }
    }
    for (ObjectState state : affected) {
      dropUnserved(state, before);
      state.markIndexed();
      if (state.isRemovable()) {
        objects.remove(state.object());
      }
    }
    return replaced(before);
  }

  private List<ReplacedResource> replaced(Map<ResourceKey, Optional<ServedResource>> before) {
    List<ReplacedResource> replaced = new ArrayList<>();
    before.forEach((key, old) -> {
      Optional<ServedResource> now = Optional.ofNullable(table(key.type()).get(key.name()));
      if (old.isPresent() != now.isPresent()
          || (old.isPresent() && !old.get().isSameAs(now.orElseThrow()))) {
        replaced.add(
            new ReplacedResource(key.type(), key.name(), old.orElse(null), now.orElse(null)));
      }
    });
    return replaced;
  }

  private void put(ServedResource served, Map<ResourceKey, Optional<ServedResource>> before) {
    EncodedResource resource = served.resource();
    ServedResource old = table(resource.type()).put(resource.name(), served);
    before.putIfAbsent(ResourceKey.of(resource), Optional.ofNullable(old));
    count(old, -1);
    count(served, 1);
  }

  /** Removes resources that an object no longer has, unless another object has them now. */
  private void dropUnserved(ObjectState state, Map<ResourceKey, Optional<ServedResource>> before) {
    Set<ResourceKey> kept = new HashSet<>();
    if (!state.served().isRemoved()) {
      state.served().resources().forEach(resource -> kept.add(ResourceKey.of(resource)));
    }
    for (EncodedResource resource : state.indexed().resources()) {
      ResourceKey key = ResourceKey.of(resource);
      ServedResource served = table(key.type()).get(key.name());
      if (served != null && served.owner() == state && !kept.contains(key)) {
        table(key.type()).remove(key.name());
        before.putIfAbsent(key, Optional.of(served));
        count(served, -1);
      }
    }
  }

  private void count(@Nullable ServedResource served, int sign) {
    if (served == null) {
      return;
    }
    all.add(served.resource(), sign);
    for (String gateway : served.gateways()) {
      ContentChecksums own = gatewayChecksums.computeIfAbsent(gateway, g -> new ContentChecksums());
      own.add(served.resource(), sign);
      if (own.isEmpty()) {
        gatewayChecksums.remove(gateway);
      }
    }
  }

  /** Returns whether the rows still define the rejected version. */
  boolean isStillDesired(ResourceRejection rejection) {
    ObjectState state = objects.get(rejection.object());
    return state != null && state.isStillDesired(rejection);
  }

  Optional<ServedResource> find(NodeScope view, ResourceType type, String name) {
    return Optional.ofNullable(table(type).get(name)).filter(served -> served.isVisible(view));
  }

  Stream<String> names(NodeScope view, ResourceType type) {
    return table(type).entrySet().stream()
        .filter(entry -> entry.getValue().isVisible(view))
        .map(Map.Entry::getKey);
  }

  /** Returns the checksum of all resources of a type in a scope. */
  long checksum(NodeScope view, ResourceType type) {
    ContentChecksums visible =
        view.gateway()
            .map(gateway -> gatewayChecksums.getOrDefault(gateway, new ContentChecksums()))
            .orElse(all);
    return visible.of(type);
  }

  ResourceNameTable nameTable(ResourceType type) {
    return names.getOrDefault(type, new ResourceNameTable());
  }

  Optional<ObjectState> object(String name) {
    return Optional.ofNullable(objects.get(name));
  }

  Collection<ObjectState> objects() {
    return objects.values();
  }

  private Map<String, ServedResource> table(ResourceType type) {
    return byType.getOrDefault(type, Map.of());
  }
}
