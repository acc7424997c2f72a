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
      String publish, ClusterGateway location, String product, List<String> services) {
    Stream<String> offeredIds() {
      return Stream.concat(Stream.of(publish, product), services.stream());
    }
  }

  /**
   * Updates the location of a publish.
   *
   * @return the ids of the publish, its products and its services if the location changed
   */
  public Set<String> update(String id, @Nullable Publish publish, CompiledGateways gateways) {
    Optional<PublishOffer> after =
        Optional.ofNullable(publish)
            .flatMap(present ->
                gateways
                    .locate(present)
                    .map(place ->
                        new PublishOffer(
                            id, place.location(), present.product(), present.services())));
    Optional<PublishOffer> before = Optional.ofNullable(offers.get(id));
    if (before.equals(after)) {
      return Set.of();
    }
    Set<String> relocated = new HashSet<>(Set.of(id));
    before.ifPresent(
        offer -> offer.offeredIds().forEach(offered -> count(offered, offer.location(), -1)));
    before.stream().flatMap(PublishOffer::offeredIds).forEach(relocated::add);
    after.ifPresent(
        offer -> offer.offeredIds().forEach(offered -> count(offered, offer.location(), 1)));
    after.stream().flatMap(PublishOffer::offeredIds).forEach(relocated::add);
    after.ifPresentOrElse(offer -> offers.put(id, offer), () -> offers.remove(id));
    return relocated;
  }

  private void count(String offered, ClusterGateway location, int sign) {
    Map<ClusterGateway, Integer> locations = counts.computeIfAbsent(offered, t -> new HashMap<>());
    if (locations.merge(location, sign, Integer::sum) == 0) {
      locations.remove(location);
    }
    if (locations.isEmpty()) {
      counts.remove(offered);
    }
  }

  /** Returns the gateways that serve a publish, a product or a service, by cluster. */
  public Map<String, Set<String>> locationsOf(String offered) {
    Map<String, Set<String>> gateways = new HashMap<>();
    for (ClusterGateway location : counts.getOrDefault(offered, Map.of()).keySet()) {
      gateways.computeIfAbsent(location.cluster(), c -> new HashSet<>()).add(location.gateway());
    }
    return gateways;
  }
}
