package dev.sluice.controller.domain.model;

import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.Publish;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** An index of the gateways that the publishes on each cluster use. */
final class GatewayUsage {
  private final Map<String, Map<String, Integer>> counts = new HashMap<>();

  void add(DomainEntity entity) {
    if (entity instanceof Publish publish) {
      counts
          .computeIfAbsent(publish.cluster(), cluster -> new HashMap<>())
          .merge(publish.gateway(), 1, Integer::sum);
    }
  }

  void remove(DomainEntity entity) {
    if (entity instanceof Publish publish) {
      Map<String, Integer> of = counts.getOrDefault(publish.cluster(), Map.of());
      of.computeIfPresent(publish.gateway(), (gateway, count) -> count == 1 ? null : count - 1);
      if (of.isEmpty()) {
        counts.remove(publish.cluster());
      }
    }
  }

  Set<String> ofCluster(String cluster) {
    return counts.getOrDefault(cluster, Map.of()).keySet();
  }
}
