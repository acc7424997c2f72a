package dev.sluice.controller.compile;

import dev.sluice.controller.domain.Publish;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where publishes are served, and with them their products and services. */
final class Sites {
  private final Map<String, Offer> offers = new HashMap<>();
  private final Map<String, Map<Site, Integer>> counts = new HashMap<>();

  /** What a publish offers, and where. */
  private record Offer(Site site, String product, List<String> services) {
    Stream<String> things() {
      return Stream.concat(Stream.of(product), services.stream());
    }
  }

  /**
   * Takes a publish as it is now.
   *
   * @return the ids of the publish, its products and its services, if any of them is elsewhere now
   */
  Set<String> update(String id, @Nullable Publish publish, Frames frames) {
    Optional<Offer> next =
        Optional.ofNullable(publish)
            .flatMap(present ->
                frames
                    .of(present)
                    .map(place -> new Offer(place.site(), present.product(), present.services())));
    Optional<Offer> before = Optional.ofNullable(offers.get(id));
    if (before.equals(next)) {
      return Set.of();
    }
    Set<String> moved = new HashSet<>(Set.of(id));
    before.ifPresent(offer -> offer.things().forEach(thing -> count(thing, offer.site(), -1)));
    before.stream().flatMap(Offer::things).forEach(moved::add);
    next.ifPresent(offer -> offer.things().forEach(thing -> count(thing, offer.site(), 1)));
    next.stream().flatMap(Offer::things).forEach(moved::add);
    next.ifPresentOrElse(offer -> offers.put(id, offer), () -> offers.remove(id));
    return moved;
  }

  private void count(String thing, Site site, int sign) {
    Map<Site, Integer> sites = counts.computeIfAbsent(thing, t -> new HashMap<>());
    if (sites.merge(site, sign, Integer::sum) == 0) {
      sites.remove(site);
    }
    if (sites.isEmpty()) {
      counts.remove(thing);
    }
  }

  /** The gateways on which a publish is, by cluster: one at most. */
  Map<String, Set<String>> ofPublish(String id) {
    return Optional.ofNullable(offers.get(id))
        .map(offer -> Map.of(offer.site().cluster(), Set.of(offer.site().gateway())))
        .orElse(Map.of());
  }

  /** The gateways on which publishes of a product, or with a service, are, by cluster. */
  Map<String, Set<String>> of(String thing) {
    Map<String, Set<String>> gateways = new HashMap<>();
    for (Site site : counts.getOrDefault(thing, Map.of()).keySet()) {
      gateways.computeIfAbsent(site.cluster(), c -> new HashSet<>()).add(site.gateway());
    }
    return gateways;
  }
}
