package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.NodeCatalog;
import dev.sluice.controller.resources.ResourceStore;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ResourceKey;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of a node beyond one stream: what it refused, and why, and which of its clusters
 * still wait for endpoints. A version that was refused is not offered again unless the node starts
 * anew.
 */
final class NodeHistory {
  private static final int MAX_REFUSALS = 1_000;

  private final Map<ResourceKey, ResourceRejection> rejections = new HashMap<>();
  private final Set<String> warming = new HashSet<>();
  private int streams;

  void streamOpened() {
    streams++;
  }

  void streamClosed() {
    streams--;
  }

  boolean isConnected() {
    return streams > 0;
  }

  /** A process that has nothing yet gets everything, whatever its predecessor thought of it. */
  void reset() {
    rejections.clear();
    warming.clear();
  }

  /** These clusters are new or different: they wait until their endpoints come after them. */
  void addWarming(Set<String> clusters) {
    warming.addAll(clusters);
  }

  Set<String> warming() {
    return Set.copyOf(warming);
  }

  void accepted(EncodedResource resource) {
    if (resource.type() == ResourceType.ENDPOINTS) {
      warming.remove(resource.name());
    }
  }

  void removed(ResourceType type, List<String> names) {
    if (type == ResourceType.ENDPOINTS || type == ResourceType.CLUSTER) {
      names.forEach(warming::remove);
    }
  }

  void rejected(ResourceRejection refusal, ResourceStore store) {
    if (rejections.size() >= MAX_REFUSALS) {
      rejections.values().removeIf(old -> !store.isStillDesired(old));
    }
    if (rejections.size() < MAX_REFUSALS) {
      rejections.put(new ResourceKey(refusal.type(), refusal.name()), refusal);
    }
  }

  boolean wasRejected(EncodedResource resource) {
    ResourceRejection refusal = rejections.get(ResourceKey.of(resource));
    return refusal != null && refusal.version().equals(resource.version());
  }

  /** Whether the node goes on with an older version of something than the one that is served. */
  boolean isBehind(NodeCatalog catalog) {
    return rejections.values().stream()
        .anyMatch(refusal ->
            catalog
                .find(refusal.type(), refusal.name())
                .filter(current -> current.resource().version().equals(refusal.version()))
                .isPresent());
  }

  /** What it refused, whether or not the rows still want that. */
  Stream<ResourceRejection> rejections() {
    return rejections.values().stream();
  }
}
