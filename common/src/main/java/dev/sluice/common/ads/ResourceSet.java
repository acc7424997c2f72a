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
 * A set of all applied resources of one subscription. It is confined to the client's thread, except
 * for the few values that metrics read.
 */
final class ResourceSet<T extends Message> {
  private final ResourceSubscription<T> subscription;
  private final Map<String, HeldResource> held = new HashMap<>();
  private final Set<String> takeUnsaved = new HashSet<>();
  private long sum;
  private long bytes;
  private volatile int size;
  private volatile boolean isUsable;
  private volatile @Nullable Instant driftSince;

  ResourceSet(ResourceSubscription<T> subscription) {
    this.subscription = subscription;
  }

  String typeUrl() {
    return subscription.typeUrl();
  }

  String shortName() {
    return subscription.shortName();
  }

  /**
   * Returns the version of the applied set. It equals the controller's version when the set is
   * complete.
   */
  String version() {
    return ResourceSetVersion.text(sum);
  }

  int size() {
    return size;
  }

  /** Returns the approximate size on disk. */
  long bytes() {
    return bytes;
  }

  /** Returns whether the set was complete at least once, or was restored from a complete copy. */
  boolean isUsable() {
    return isUsable;
  }

  /** Returns the time since which the set differs from the controller's version. */
  Optional<Instant> driftSince() {
    return Optional.ofNullable(driftSince);
  }

  /** Applies a change as a whole, or throws and changes nothing. */
  void apply(DeltaDiscoveryResponse delta, Instant now) throws InvalidProtocolBufferException {
    String announced = delta.getSystemVersionInfo();
    try {
      apply(received(delta), delta.getRemovedResourcesList());
      // A controller that does not serve this type responds without a version.
      if (announced.isEmpty() || announced.equals(version())) {
        isUsable = true;
        subscription.complete().run();
      }
    } finally {
      if (announced.isEmpty() || announced.equals(version())) {
        driftSince = null;
      } else if (driftSince == null) {
        driftSince = now;
      }
    }
  }

  private List<HeldResource> received(DeltaDiscoveryResponse delta)
      throws InvalidProtocolBufferException {
    List<HeldResource> received = new ArrayList<>(delta.getResourcesCount());
    for (Resource resource : delta.getResourcesList()) {
      String type = resource.getResource().getTypeUrl();
      if (!type.equals(typeUrl())) {
        throw new InvalidProtocolBufferException(
            "resource '" + resource.getName() + "' is of type " + type);
      }
      received.add(HeldResource.of(type, resource));
    }
    return received;
  }

  /** Applies a set that was restored from disk. */
  void restore(Collection<HeldResource> copy) throws InvalidProtocolBufferException {
    apply(copy, List.of());
    takeUnsaved.clear();
    isUsable = true;
  }

  private void apply(Collection<HeldResource> received, Collection<String> removedNames)
      throws InvalidProtocolBufferException {
    Map<String, HeldResource> next = new LinkedHashMap<>();
    Map<String, T> values = new LinkedHashMap<>();
    for (HeldResource resource : received) {
      HeldResource known = held.get(resource.name());
      if (known == null || !known.version().equals(resource.version())) {
        next.put(resource.name(), resource);
        values.put(resource.name(), parse(resource));
      }
    }
    Set<String> removed = new HashSet<>(removedNames);
    removed.removeIf(name -> !held.containsKey(name));
    received.forEach(resource -> removed.remove(resource.name()));
    ResourceChange<T> change = new ResourceChange<>(values, removed);
    if (change.isEmpty()) {
      return;
    }
    subscription.apply().accept(change);
    next.values().forEach(resource -> count(held.put(resource.name(), resource), resource));
    removed.forEach(name -> count(held.remove(name), null));
    size = held.size();
    if (isUsable) {
      takeUnsaved.addAll(next.keySet());
      takeUnsaved.addAll(removed);
    }
  }

  private void count(@Nullable HeldResource before, @Nullable HeldResource after) {
    if (before != null) {
      sum -= before.versionHash();
      bytes -= before.bytes();
    }
    if (after != null) {
      sum += after.versionHash();
      bytes += after.bytes();
    }
  }

  private T parse(HeldResource resource) throws InvalidProtocolBufferException {
    return subscription.parser().parseFrom(resource.content());
  }

  /** Returns the version of each applied resource by name, for the first request of a stream. */
  Map<String, String> versions() {
    Map<String, String> versions = HashMap.newHashMap(held.size());
    held.forEach((name, resource) -> versions.put(name, resource.version()));
    return versions;
  }

  boolean hasUnsaved() {
    return !takeUnsaved.isEmpty();
  }

  /** Returns the changes since the last call, or all resources, and marks them as saved. */
  ResourceBatch takeUnsaved(boolean everything) {
    List<HeldResource> resources = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    if (everything) {
      resources.addAll(held.values());
    } else {
      for (String name : takeUnsaved) {
        HeldResource resource = held.get(name);
        if (resource == null) {
          removed.add(name);
        } else {
          resources.add(resource);
        }
      }
    }
    takeUnsaved.clear();
    return new ResourceBatch(resources, removed, version());
  }
}
