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
 * What is to be served now, by cluster. Confined to the update loop: whoever reads it there sees
 * the same state as everybody else.
 */
public final class ResourceStore {
  private static final ClusterResources NONE = new ClusterResources();

  private final Map<String, ClusterResources> clusters = new HashMap<>();
  private final Map<String, List<SavedObject>> remembered = new HashMap<>();

  /** True until the first cluster has been described. */
  public boolean isEmpty() {
    return clusters.isEmpty();
  }

  /** True once that cluster has been described, with gateways or without. */
  public boolean contains(String cluster) {
    return clusters.containsKey(cluster);
  }

  /** True when something is served on that gateway of that cluster. */
  public boolean contains(String cluster, String gateway) {
    return cluster(cluster).hasGateway(gateway);
  }

  /** Makes a cluster known, with or without objects. */
  public void addCluster(String cluster) {
    clusters.computeIfAbsent(
        cluster,
        name -> {
          ClusterResources resources = new ClusterResources();
          List<SavedObject> before = remembered.remove(name);
          if (before != null) {
            before.forEach(resources::restore);
          }
          return resources;
        });
  }

  /** Has these objects as they are said to be from now on, and says what is different. */
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

  /** Has exactly these objects from now on. */
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

  /** A node took a resource, which may free others that were kept for the case it did not. */
  public ClusterChange accept(String cluster, ServedResource placed) {
    return new ClusterChange(cluster, cluster(cluster).accept(placed));
  }

  /** Takes an object back to what was good before, and says what is different. */
  public ClusterChange reject(ResourceRejection refusal, ObjectState object) {
    return new ClusterChange(refusal.cluster(), cluster(refusal.cluster()).reject(refusal, object));
  }

  /** Takes out what stayed for requests on their way, as far as that is over. */
  public ClusterChange removeDrained(String cluster, long now) {
    return new ClusterChange(cluster, cluster(cluster).removeDrained(now));
  }

  /** What has gone from a cluster but for that. */
  public DrainingObjects draining(String cluster) {
    return cluster(cluster).draining();
  }

  /** How often something became different on a cluster. */
  public long revision(String cluster) {
    return cluster(cluster).revision();
  }

  /** Remembers what another process rejected, for the case that it is wanted again. */
  public void restore(Collection<SavedObject> saved) {
    for (SavedObject object : saved) {
      if (object.rejection().isPresent()) {
        remembered.computeIfAbsent(object.served().cluster(), c -> new ArrayList<>()).add(object);
      }
    }
  }

  /** Every object, for another process to go on with. */
  public List<SavedObject> savedObjects() {
    return states().map(ObjectState::toSavedObject).toList();
  }

  private Stream<ObjectState> states() {
    return clusters.values().stream().flatMap(cluster -> cluster.objects().stream());
  }

  public Set<String> clusters() {
    return Set.copyOf(clusters.keySet());
  }

  /** An object of a cluster, if the rows want it there. */
  public Optional<ObjectState> object(String cluster, String object) {
    return cluster(cluster).object(object).filter(ObjectState::isDesired);
  }

  public boolean isStillDesired(ResourceRejection refusal) {
    return cluster(refusal.cluster()).isStillDesired(refusal);
  }

  /** Why objects are served as they were before. */
  public Stream<ResourceRejection> rejections() {
    return states().flatMap(state -> state.rejection().stream());
  }

  public Optional<ServedResource> find(NodeScope view, ResourceType type, String name) {
    return cluster(view.cluster()).find(view, type, name);
  }

  /** Every name that a view has of a type. */
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
