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
 * The state of a node beyond one stream: its rejections, and its clusters that wait for endpoints.
 * A rejected version is not offered again until the node restarts.
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

  /** Forgets everything, because a restarted node receives all resources. */
  void reset() {
    rejections.clear();
    warming.clear();
  }

  /** Adds new or changed clusters, which are warming until their endpoints follow. */
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

  /** Returns whether the node uses an older version of a served resource. */
  boolean isBehind(NodeCatalog catalog) {
    return rejections.values().stream()
        .anyMatch(refusal ->
            catalog
                .find(refusal.type(), refusal.name())
                .filter(current -> current.resource().version().equals(refusal.version()))
                .isPresent());
  }

  /** Returns all rejections, whether or not the rows still define the version. */
  Stream<ResourceRejection> rejections() {
    return rejections.values().stream();
  }
}
