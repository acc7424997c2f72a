package dev.sluice.common.ads;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** All resources of one subscription that are in force; confined to the client's thread. */
final class ResourceSet<T extends Message> {
  private final Subscription<T> subscription;
  private Map<String, Held<T>> held = Map.of();
  private String version = "";
  private boolean applied;

  ResourceSet(Subscription<T> subscription) {
    this.subscription = subscription;
  }

  private record Held<T>(Resource resource, T value) {}

  Subscription<T> subscription() {
    return subscription;
  }

  String version() {
    return version;
  }

  /** True once any set, an empty one too, has been put in force. */
  boolean applied() {
    return applied;
  }

  /**
   * Puts a change in force and says whether there was any; or throws and leaves everything as it
   * was.
   */
  boolean change(DeltaDiscoveryResponse delta) throws InvalidProtocolBufferException {
    Map<String, Held<T>> next = new HashMap<>(held);
    delta.getRemovedResourcesList().forEach(next::remove);
    for (Resource resource : delta.getResourcesList()) {
      next.put(resource.getName(), new Held<>(resource, parse(resource)));
    }
    boolean changed = !applied || delta.getResourcesCount() + delta.getRemovedResourcesCount() > 0;
    if (changed) {
      Map<String, T> values = HashMap.newHashMap(next.size());
      next.forEach((name, entry) -> values.put(name, entry.value()));
      subscription.apply().accept(Collections.unmodifiableMap(values));
    }
    held = next;
    version = delta.getSystemVersionInfo();
    applied = true;
    return changed;
  }

  /** What is in force as name and version, for a controller that may know it already. */
  Map<String, String> versions() {
    Map<String, String> versions = HashMap.newHashMap(held.size());
    held.forEach((name, entry) -> versions.put(name, entry.resource().getVersion()));
    return versions;
  }

  /** What is in force as one message that {@link #change} would accept. */
  DeltaDiscoveryResponse snapshot() {
    DeltaDiscoveryResponse.Builder whole =
        DeltaDiscoveryResponse.newBuilder()
            .setTypeUrl(subscription.typeUrl())
            .setSystemVersionInfo(version);
    held.values().forEach(entry -> whole.addResources(entry.resource()));
    return whole.build();
  }

  private T parse(Resource resource) throws InvalidProtocolBufferException {
    String type = resource.getResource().getTypeUrl();
    if (!type.equals(subscription.typeUrl())) {
      throw new InvalidProtocolBufferException(
          "resource '" + resource.getName() + "' is of type " + type);
    }
    return subscription.parser().parseFrom(resource.getResource().getValue());
  }
}
