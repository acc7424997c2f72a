package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
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
final class NodeRecord {
  private static final int MAX_REFUSALS = 1_000;

  private final Map<ResourceKey, Refusal> refusals = new HashMap<>();
  private final Set<String> warming = new HashSet<>();
  private int streams;

  void streamOpened() {
    streams++;
  }

  void streamClosed() {
    streams--;
  }

  boolean connected() {
    return streams > 0;
  }

  /** A process that has nothing yet gets everything, whatever its predecessor thought of it. */
  void startedAnew() {
    refusals.clear();
    warming.clear();
  }

  /** These clusters are new or different: they wait until their endpoints come after them. */
  void warms(Set<String> clusters) {
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

  void gone(ResourceType type, List<String> names) {
    if (type == ResourceType.ENDPOINTS || type == ResourceType.CLUSTER) {
      names.forEach(warming::remove);
    }
  }

  void refused(Refusal refusal, ResourceStore store) {
    if (refusals.size() >= MAX_REFUSALS) {
      refusals.values().removeIf(old -> !store.wants(old));
    }
    if (refusals.size() < MAX_REFUSALS) {
      refusals.put(new ResourceKey(refusal.type(), refusal.name()), refusal);
    }
  }

  boolean refusedBefore(EncodedResource resource) {
    Refusal refusal = refusals.get(ResourceKey.of(resource));
    return refusal != null && refusal.version().equals(resource.version());
  }

  /** Whether the node goes on with an older version of something than the one that is served. */
  boolean behind(Catalog catalog) {
    return refusals.values().stream()
        .anyMatch(refusal ->
            catalog
                .find(refusal.type(), refusal.name())
                .filter(current -> current.resource().version().equals(refusal.version()))
                .isPresent());
  }

  /** What it refused, whether or not the rows still want that. */
  Stream<Refusal> refusals() {
    return refusals.values().stream();
  }
}
