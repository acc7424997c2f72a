package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a node beyond one stream: what it refused, and why, and which of its clusters
 * still wait for endpoints. A version that was refused is not offered again unless the node starts
 * anew.
 */
final class NodeRecord {
  private final Map<Key, Refusal> refusals = new HashMap<>();
  private final Set<String> warming = new HashSet<>();
  private int streams;

  private record Key(ResourceType type, String name) {}

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
    settled(resource.type(), resource.name());
  }

  void gone(ResourceType type, List<String> names) {
    names.forEach(name -> settled(type, name));
    if (type == ResourceType.CLUSTER) {
      names.forEach(warming::remove);
    }
  }

  private void settled(ResourceType type, String name) {
    refusals.remove(new Key(type, name));
    if (type == ResourceType.ENDPOINTS) {
      warming.remove(name);
    }
  }

  void refused(EncodedResource resource, String why) {
    refusals.put(
        new Key(resource.type(), resource.name()),
        new Refusal(resource.type(), resource.name(), resource.version(), why, Instant.now()));
  }

  boolean refusedBefore(EncodedResource resource) {
    Refusal refusal = refusals.get(new Key(resource.type(), resource.name()));
    return refusal != null && refusal.version().equals(resource.version());
  }

  /** Whether the node goes on with an older version of something than the one to be served. */
  boolean behind(Catalog catalog) {
    return refusals.values().stream()
        .anyMatch(refusal ->
            catalog
                .find(refusal.type(), refusal.name())
                .filter(current -> current.version().equals(refusal.version()))
                .isPresent());
  }

  List<Refusal> refusals() {
    return List.copyOf(refusals.values());
  }
}
