package dev.sluice.controller.compile.gateway;

import dev.sluice.controller.compile.object.ClusterGateway;
import dev.sluice.controller.domain.Publish;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gateways that serve each publish, product and service. */
public final class PublishLocations {
  private final Map<String, PublishOffer> offers = new HashMap<>();
  private final Map<String, Map<ClusterGateway, Integer>> counts = new HashMap<>();

  /** A publish with its gateway, its product and its services. */
  private record PublishOffer(
      String publish, ClusterGateway site, String product, List<String> services) {
    Stream<String> things() {
      return Stream.concat(Stream.of(publish, product), services.stream());
    }
  }

  /**
   * Updates the location of a publish.
   *
   * @return the ids of the publish, its products and its services if the location changed
   */
  public Set<String> update(String id, @Nullable Publish publish, CompiledGateways frames) {
    Optional<PublishOffer> next =
        Optional.ofNullable(publish)
            .flatMap(present ->
                frames
                    .locate(present)
                    .map(place ->
                        new PublishOffer(id, place.site(), present.product(), present.services())));
    Optional<PublishOffer> before = Optional.ofNullable(offers.get(id));
    if (before.equals(next)) {
      return Set.of();
    }
    Set<String> moved = new HashSet<>(Set.of(id));
    before.ifPresent(offer -> offer.things().forEach(thing -> count(thing, offer.site(), -1)));
    before.stream().flatMap(PublishOffer::things).forEach(moved::add);
    next.ifPresent(offer -> offer.things().forEach(thing -> count(thing, offer.site(), 1)));
    next.stream().flatMap(PublishOffer::things).forEach(moved::add);
    next.ifPresentOrElse(offer -> offers.put(id, offer), () -> offers.remove(id));
    return moved;
  }

  private void count(String thing, ClusterGateway site, int sign) {
    Map<ClusterGateway, Integer> sites = counts.computeIfAbsent(thing, t -> new HashMap<>());
    if (sites.merge(site, sign, Integer::sum) == 0) {
      sites.remove(site);
    }
    if (sites.isEmpty()) {
      counts.remove(thing);
    }
  }

  /** Returns the gateways that serve a publish, a product or a service, by cluster. */
  public Map<String, Set<String>> locationsOf(String thing) {
    Map<String, Set<String>> gateways = new HashMap<>();
    for (ClusterGateway site : counts.getOrDefault(thing, Map.of()).keySet()) {
      gateways.computeIfAbsent(site.cluster(), c -> new HashSet<>()).add(site.gateway());
    }
    return gateways;
  }
}
