package dev.sluice.controller.resources;

import dev.sluice.controller.resources.node.NodeScope;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.object.SavedObject;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A store of the served resources by cluster. Confined to the update loop, so that all readers see
 * the same state.
 */
public final class ResourceStore {
  private static final ClusterResources NONE = new ClusterResources();

  private final Map<String, ClusterResources> clusters = new HashMap<>();
  private final Map<String, List<SavedObject>> savedObjects = new HashMap<>();

  /** Returns whether no cluster has been added yet. */
  public boolean isEmpty() {
    return clusters.isEmpty();
  }

  /** Returns whether a cluster has been added, with gateways or without. */
  public boolean contains(String cluster) {
    return clusters.containsKey(cluster);
  }

  /** Returns whether a gateway of a cluster serves anything. */
  public boolean contains(String cluster, String gateway) {
    return cluster(cluster).hasGateway(gateway);
  }

  /** Adds a cluster, with or without objects. */
  public void addCluster(String cluster) {
    clusters.computeIfAbsent(
        cluster,
        name -> {
          ClusterResources resources = new ClusterResources();
          List<SavedObject> before = savedObjects.remove(name);
          if (before != null) {
            before.forEach(resources::restore);
          }
          return resources;
        });
  }

  /** Updates objects and returns the changes by cluster. */
  public List<ClusterChange> update(Collection<ServedObject> objects) {
    Map<String, List<ServedObject>> byCluster = new LinkedHashMap<>();
    for (ServedObject object : objects) {
      byCluster.computeIfAbsent(object.cluster(), cluster -> new ArrayList<>()).add(object);
    }
    List<ClusterChange> changes = new ArrayList<>();
    byCluster.forEach((cluster, some) -> {
      addCluster(cluster);
      changes.add(new ClusterChange(cluster, cluster(cluster).setDesired(some)));
    });
    return changes;
  }

  /** Replaces all objects and returns the changes by cluster. */
  public List<ClusterChange> replace(Collection<ServedObject> objects) {
    Set<List<String>> kept = new HashSet<>();
    objects.forEach(object -> kept.add(List.of(object.cluster(), object.object())));
    List<ServedObject> all = new ArrayList<>(objects);
    states()
        .map(ObjectState::served)
        .filter(object -> !kept.contains(List.of(object.cluster(), object.object())))
        .map(ServedObject::removed)
        .forEach(all::add);
    return update(all);
  }

  /** Records that a node accepted a resource, which may free objects kept for a rollback. */
  public ClusterChange accept(String cluster, ServedResource placed) {
    return new ClusterChange(cluster, cluster(cluster).accept(placed));
  }

  /** Rolls an object back to its last accepted state and returns the change. */
  public ClusterChange reject(ResourceRejection refusal, ObjectState object) {
    return new ClusterChange(refusal.cluster(), cluster(refusal.cluster()).reject(refusal, object));
  }

  /** Removes drained objects whose time is over. */
  public ClusterChange removeDrained(String cluster, long now) {
    return new ClusterChange(cluster, cluster(cluster).removeDrained(now));
  }

  /** Returns the draining objects of a cluster. */
  public DrainingObjects draining(String cluster) {
    return cluster(cluster).draining();
  }

  /** Returns the number of changes on a cluster so far. */
  public long revision(String cluster) {
    return cluster(cluster).revision();
  }

  /** Restores the objects and rejections that an earlier process saved. */
  public void restore(Collection<SavedObject> saved) {
    for (SavedObject object : saved) {
      if (object.rejection().isPresent()) {
        savedObjects.computeIfAbsent(object.served().cluster(), c -> new ArrayList<>()).add(object);
      }
    }
  }

  /** Returns all objects to save for the next process. */
  public List<SavedObject> savedObjects() {
    return states().map(ObjectState::toSavedObject).toList();
  }

  private Stream<ObjectState> states() {
    return clusters.values().stream().flatMap(cluster -> cluster.objects().stream());
  }

  public Set<String> clusters() {
    return Set.copyOf(clusters.keySet());
  }

  /** Returns the state of an object that the rows define on a cluster. */
  public Optional<ObjectState> object(String cluster, String object) {
    return cluster(cluster).object(object).filter(ObjectState::isDesired);
  }

  public boolean isStillDesired(ResourceRejection refusal) {
    return cluster(refusal.cluster()).isStillDesired(refusal);
  }

  /** Returns the rejections of all objects that serve an earlier state. */
  public Stream<ResourceRejection> rejections() {
    return states().flatMap(state -> state.rejection().stream());
  }

  public Optional<ServedResource> find(NodeScope view, ResourceType type, String name) {
    return cluster(view.cluster()).find(view, type, name);
  }

  /** Returns the names of a type in a scope. */
  Stream<String> names(NodeScope view, ResourceType type) {
    return cluster(view.cluster()).names(view, type);
  }

  long checksum(NodeScope view, ResourceType type) {
    return cluster(view.cluster()).checksum(view, type);
  }

  ResourceNameTable nameTable(NodeScope view, ResourceType type) {
    return cluster(view.cluster()).nameTable(type);
  }

  private ClusterResources cluster(String name) {
    return clusters.getOrDefault(name, NONE);
  }
}
