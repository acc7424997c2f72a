package dev.sluice.common.ads;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All resources of one subscription that are in force. Confined to the client's thread but for the
 * few facts that metrics read.
 */
final class ResourceSet<T extends Message> {
  private final Subscription<T> subscription;
  private final Map<String, Held> held = new HashMap<>();
  private final Set<String> unsaved = new HashSet<>();
  private long sum;
  private long bytes;
  private volatile int size;
  private volatile boolean usable;
  private volatile @Nullable Instant differsSince;

  ResourceSet(Subscription<T> subscription) {
    this.subscription = subscription;
  }

  String typeUrl() {
    return subscription.typeUrl();
  }

  String shortName() {
    return subscription.shortName();
  }

  /** Says what is in force and nothing else; equal to the controller's when the set is complete. */
  String version() {
    return SetVersion.text(sum);
  }

  int size() {
    return size;
  }

  /** About what it takes on disk. */
  long bytes() {
    return bytes;
  }

  /** True once the set has been complete, or was read from a copy that was. */
  boolean usable() {
    return usable;
  }

  /** Since when the set is not the one that the controller speaks of. */
  Optional<Instant> differsSince() {
    return Optional.ofNullable(differsSince);
  }

  /** Puts a change in force; or throws and leaves everything as it was. */
  void change(DeltaDiscoveryResponse delta, Instant now) throws InvalidProtocolBufferException {
    String announced = delta.getSystemVersionInfo();
    try {
      change(arrived(delta), delta.getRemovedResourcesList());
      // A controller that does not serve a type answers without a version.
      if (announced.isEmpty() || announced.equals(version())) {
        usable = true;
      }
    } finally {
      if (announced.isEmpty() || announced.equals(version())) {
        differsSince = null;
      } else if (differsSince == null) {
        differsSince = now;
      }
    }
  }

  private List<Held> arrived(DeltaDiscoveryResponse delta) throws InvalidProtocolBufferException {
    List<Held> arrived = new ArrayList<>(delta.getResourcesCount());
    for (Resource resource : delta.getResourcesList()) {
      String type = resource.getResource().getTypeUrl();
      if (!type.equals(typeUrl())) {
        throw new InvalidProtocolBufferException(
            "resource '" + resource.getName() + "' is of type " + type);
      }
      arrived.add(Held.of(type, resource));
    }
    return arrived;
  }

  /** Puts in force what was so when it was written to disk. */
  void restore(Collection<Held> copy) throws InvalidProtocolBufferException {
    change(copy, List.of());
    unsaved.clear();
    usable = true;
  }

  private void change(Collection<Held> arrived, Collection<String> gone)
      throws InvalidProtocolBufferException {
    Map<String, Held> next = new LinkedHashMap<>();
    Map<String, T> values = new LinkedHashMap<>();
    for (Held resource : arrived) {
      Held known = held.get(resource.name());
      if (known == null || !known.version().equals(resource.version())) {
        next.put(resource.name(), resource);
        values.put(resource.name(), parse(resource));
      }
    }
    Set<String> removed = new HashSet<>(gone);
    removed.removeIf(name -> !held.containsKey(name));
    arrived.forEach(resource -> removed.remove(resource.name()));
    ResourceChange<T> change = new ResourceChange<>(values, removed);
    if (change.isEmpty()) {
      return;
    }
    subscription.apply().accept(change);
    next.values().forEach(resource -> count(held.put(resource.name(), resource), resource));
    removed.forEach(name -> count(held.remove(name), null));
    size = held.size();
    if (usable) {
      unsaved.addAll(next.keySet());
      unsaved.addAll(removed);
    }
  }

  private void count(@Nullable Held before, @Nullable Held after) {
    if (before != null) {
      sum -= before.mark();
      bytes -= before.bytes();
    }
    if (after != null) {
      sum += after.mark();
      bytes += after.bytes();
    }
  }

  private T parse(Held resource) throws InvalidProtocolBufferException {
    return subscription.parser().parseFrom(resource.content());
  }

  /** What is in force as name and version, for a controller that may know it already. */
  Map<String, String> versions() {
    Map<String, String> versions = HashMap.newHashMap(held.size());
    held.forEach((name, resource) -> versions.put(name, resource.version()));
    return versions;
  }

  boolean hasUnsaved() {
    return !unsaved.isEmpty();
  }

  /** What has changed since this was asked last, or everything; it counts as saved. */
  Batch unsaved(boolean everything) {
    List<Held> resources = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    if (everything) {
      resources.addAll(held.values());
    } else {
      for (String name : unsaved) {
        Held resource = held.get(name);
        if (resource == null) {
          removed.add(name);
        } else {
          resources.add(resource);
        }
      }
    }
    unsaved.clear();
    return new Batch(resources, removed, version());
  }
}
