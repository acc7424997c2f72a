package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An assignment of the hosts of each gateway to publishes. A publish claims its configured names
 * and the generated name {@code <product>.<environment>.<region>.api.<domain>}.
 *
 * <p>A configured name wins over a generated one, and then the earlier publish wins. Confined to
 * one thread.
 */
public final class HostOwnership {
  private static final Comparator<HostClaim> STRONGEST_FIRST =
      Comparator.comparing(HostClaim::generated)
          .thenComparing(HostClaim::since)
          .thenComparing(HostClaim::publish);

  private final String domain;
  private final Map<ClusterHost, TreeSet<HostClaim>> claims = new HashMap<>();
  private final Map<String, List<ClusterHost>> places = new HashMap<>();

  /**
   * @param domain the suffix of every generated host name
   */
  public HostOwnership(String domain) {
    this.domain = domain;
  }

  private record ClusterHost(String cluster, String host) {}

  private record HostClaim(boolean generated, Instant since, String publish, String gateway) {}

  /**
   * Replaces the claims of a publish.
   *
   * @param publish null if it no longer exists
   * @return the ids of the publishes whose hosts may have changed
   */
  public Set<String> update(String id, @Nullable Publish publish, DomainModel model) {
    Set<String> concerned = new HashSet<>(Set.of(id));
    for (ClusterHost place : places.getOrDefault(id, List.of())) {
      TreeSet<HostClaim> left = claims.getOrDefault(place, new TreeSet<>(STRONGEST_FIRST));
      left.removeIf(claim -> claim.publish().equals(id));
      left.forEach(claim -> concerned.add(claim.publish()));
      if (left.isEmpty()) {
        claims.remove(place);
      }
    }
    places.remove(id);
    if (publish != null) {
      claim(publish, model, concerned);
    }
    return concerned;
  }

  private void claim(Publish publish, DomainModel model, Set<String> concerned) {
    List<ClusterHost> claimed = new ArrayList<>();
    Set<String> given = new LinkedHashSet<>(publish.hosts());
    for (String host : given) {
      claimed.add(claim(publish, host, false, concerned));
    }
    generated(publish, model)
        .filter(host -> !given.contains(host))
        .ifPresent(host -> claimed.add(claim(publish, host, true, concerned)));
    places.put(publish.id(), claimed);
  }

  private ClusterHost claim(
      Publish publish, String host, boolean generated, Set<String> concerned) {
    ClusterHost place = new ClusterHost(publish.cluster(), host);
    TreeSet<HostClaim> all = claims.computeIfAbsent(place, p -> new TreeSet<>(STRONGEST_FIRST));
    all.add(new HostClaim(generated, publish.since(), publish.id(), publish.gateway()));
    all.forEach(claim -> concerned.add(claim.publish()));
    return place;
  }

  private Optional<String> generated(Publish publish, DomainModel model) {
    return model
        .find(Product.class, publish.product())
        .flatMap(product ->
            model
                .find(Cluster.class, publish.cluster())
                .map(cluster ->
                    String.join(
                        ".",
                        product.slug(),
                        publish.environment().name().toLowerCase(Locale.ROOT),
                        cluster.region(),
                        "api",
                        domain)));
  }

  /**
   * Returns the hosts that a publish owns, sorted; hosts that another publish owns are reported as
   * findings.
   */
  List<String> hosts(Publish publish, List<ListenerIr> listeners, FindingCollector findings) {
    List<String> hosts = new ArrayList<>();
    for (ClusterHost place : places.getOrDefault(publish.id(), List.of())) {
      HostClaim first =
          at(place)
              .filter(claim -> claim.gateway().equals(publish.gateway()))
              .findFirst()
              .orElseThrow();
      if (!first.publish().equals(publish.id())) {
        findings.add(
            "product_publishes",
            publish.id(),
            "hosts/" + place.host(),
            "publish " + first.publish() + " has this host");
      } else if (HostNameCheck.check(publish, place.host(), listeners, findings)) {
        hosts.add(place.host());
      }
    }
    if (hosts.isEmpty()) {
      findings.add("product_publishes", publish.id(), "hosts", "no host name can be served");
    }
    hosts.sort(Comparator.naturalOrder());
    return hosts;
  }

  /**
   * Returns whether no other gateway serves any of its hosts, so that a host alone identifies the
   * publish.
   */
  boolean ownsAllHosts(Publish publish) {
    return places.getOrDefault(publish.id(), List.of()).stream()
        .flatMap(this::at)
        .allMatch(claim -> claim.gateway().equals(publish.gateway()));
  }

  /** Returns the claims of a host, the strongest first. */
  private Stream<HostClaim> at(ClusterHost place) {
    return claims.getOrDefault(place, new TreeSet<>(STRONGEST_FIRST)).stream();
  }
}
