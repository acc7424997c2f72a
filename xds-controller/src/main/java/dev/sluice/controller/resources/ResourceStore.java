package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be served now, by cluster and gateway. Confined to the update loop: whoever reads it
 * there sees the same state as everybody else.
 */
public final class ResourceStore {
  private final Map<String, Map<String, GatewayResources>> clusters = new HashMap<>();

  /** The resources of one gateway by type and name. */
  private record GatewayResources(
      Map<ResourceType, Map<String, EncodedResource>> byType, Map<ResourceType, Long> sums) {
    static final GatewayResources NONE = new GatewayResources(Map.of(), Map.of());

    static GatewayResources of(Collection<EncodedResource> resources) {
      Map<ResourceType, Map<String, EncodedResource>> byType = new EnumMap<>(ResourceType.class);
      Map<ResourceType, Long> sums = new EnumMap<>(ResourceType.class);
      for (EncodedResource resource : resources) {
        Map<String, EncodedResource> named =
            byType.computeIfAbsent(resource.type(), type -> new LinkedHashMap<>());
        // Of two that want one name, the first has it.
        if (named.putIfAbsent(resource.name(), resource) == null) {
          sums.merge(resource.type(), resource.mark(), Long::sum);
        }
      }
      return new GatewayResources(byType, sums);
    }

    Map<String, EncodedResource> of(ResourceType type) {
      return byType.getOrDefault(type, Map.of());
    }
  }

  /** True until the first cluster has been described. */
  public boolean isEmpty() {
    return clusters.isEmpty();
  }

  /** True once that cluster has been described, with gateways or without. */
  public boolean knows(String cluster) {
    return clusters.containsKey(cluster);
  }

  /** True once that gateway of that cluster has been described. */
  public boolean knows(String cluster, String gateway) {
    return clusters.getOrDefault(cluster, Map.of()).containsKey(gateway);
  }

  /** Makes a cluster known, with or without gateways. */
  void addCluster(String cluster) {
    clusters.computeIfAbsent(cluster, name -> new LinkedHashMap<>());
  }

  /** Has exactly these gateways from now on, and says what is different. */
  List<Change> update(Collection<ServedGateway> served) {
    List<Change> changes = new ArrayList<>();
    Set<List<String>> kept = new HashSet<>();
    for (ServedGateway gateway : served) {
      kept.add(List.of(gateway.cluster(), gateway.gateway()));
      changes.add(replace(gateway));
    }
    clusters.forEach((cluster, gateways) ->
        gateways
            .entrySet()
            .removeIf(gateway -> {
              boolean gone = !kept.contains(List.of(cluster, gateway.getKey()));
              if (gone) {
                changes.add(
                    change(cluster, gateway.getKey(), gateway.getValue(), GatewayResources.NONE));
              }
              return gone;
            }));
    return changes;
  }

  private Change replace(ServedGateway gateway) {
    GatewayResources next = GatewayResources.of(gateway.resources());
    GatewayResources last =
        clusters
            .computeIfAbsent(gateway.cluster(), name -> new LinkedHashMap<>())
            .put(gateway.gateway(), next);
    return change(
        gateway.cluster(), gateway.gateway(), last == null ? GatewayResources.NONE : last, next);
  }

  /** The resource of that name that a view has. */
  Optional<EncodedResource> find(View view, ResourceType type, String name) {
    for (GatewayResources gateway : gateways(view)) {
      EncodedResource resource = gateway.of(type).get(name);
      if (resource != null) {
        return Optional.of(resource);
      }
    }
    return Optional.empty();
  }

  /** Every name that a view has of a type. */
  Set<String> names(View view, ResourceType type) {
    Set<String> names = new LinkedHashSet<>();
    gateways(view).forEach(gateway -> names.addAll(gateway.of(type).keySet()));
    return names;
  }

  /** A version of all that a view has of a type: it depends on the content and on nothing else. */
  String version(View view, ResourceType type) {
    long sum = 0;
    for (GatewayResources gateway : gateways(view)) {
      sum += gateway.sums().getOrDefault(type, 0L);
    }
    return HexFormat.of().toHexDigits(sum);
  }

  private Iterable<GatewayResources> gateways(View view) {
    Map<String, GatewayResources> gateways = clusters.getOrDefault(view.cluster(), Map.of());
    if (view.gateway().isEmpty()) {
      return gateways.values();
    }
    GatewayResources only = gateways.get(view.gateway().get());
    return only == null ? List.of() : List.of(only);
  }

  private static Change change(
      String cluster, String gateway, GatewayResources last, GatewayResources next) {
    Map<ResourceType, Set<String>> changed = new EnumMap<>(ResourceType.class);
    for (ResourceType type : ResourceType.values()) {
      Set<String> names = changed(last.of(type), next.of(type));
      if (!names.isEmpty()) {
        changed.put(type, names);
      }
    }
    return new Change(cluster, gateway, changed);
  }

  private static Set<String> changed(
      Map<String, EncodedResource> last, Map<String, EncodedResource> next) {
    Set<String> names = new LinkedHashSet<>();
    next.forEach((name, resource) -> {
      EncodedResource before = last.get(name);
      if (before == null || !Objects.equals(before.version(), resource.version())) {
        names.add(name);
      }
    });
    last.keySet().stream().filter(name -> !next.containsKey(name)).forEach(names::add);
    return names;
  }
}
