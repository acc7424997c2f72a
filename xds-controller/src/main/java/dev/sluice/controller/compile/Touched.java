package dev.sluice.controller.compile;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.Entity;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.Tenant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The ids of what has to be compiled again because some entities changed. */
final class Touched {
  private final Set<String> clusters = new LinkedHashSet<>();
  private final Set<String> backends = new LinkedHashSet<>();
  private final Set<String> publishes = new LinkedHashSet<>();
  private final Set<String> claims = new LinkedHashSet<>();

  /** What the changes of a model, which has taken them over, reach. */
  static Touched by(List<DomainModel.Replaced> replaced, DomainModel model) {
    Touched touched = new Touched();
    replaced.stream()
        .flatMap(DomainModel.Replaced::both)
        .forEach(entity -> touched.add(entity, model));
    return touched;
  }

  private void add(Entity entity, DomainModel model) {
    switch (entity) {
      case Tenant tenant -> publishes(model.publishesBy(tenant.id()));
      case Cluster cluster -> {
        clusters.add(cluster.id());
        claims(model.publishesOn(cluster.id()));
      }
      case Gateway gateway ->
          model.publishesAt(gateway.id()).map(Publish::cluster).forEach(clusters::add);
      case Product product -> claims(model.publishesOf(product));
      case Publish publish -> {
        clusters.add(publish.cluster());
        claims(Stream.of(publish));
      }
      case ApiService service -> publishes(model.publishesOffering(service.id()));
      case ApiVersion version -> publishes(model.publishesOffering(version.service()));
      case Backend backend -> {
        backends.add(backend.id());
        publishes(model.publishesOffering(backend.service()));
      }
      case Route route -> publishes(model.publishesOffering(route.service()));
      case Policy policy ->
          publishes(
              policy
                  .service()
                  .map(model::publishesOffering)
                  .orElseGet(() -> model.publishesBy(policy.tenant())));
    }
  }

  private void publishes(Stream<Publish> some) {
    some.map(Publish::id).forEach(publishes::add);
  }

  private void claims(Stream<Publish> some) {
    some.map(Publish::id)
        .forEach(id -> {
          claims.add(id);
          publishes.add(id);
        });
  }

  /** Clusters whose gateways may be different. */
  Set<String> clusters() {
    return clusters;
  }

  Set<String> backends() {
    return backends;
  }

  /** Publishes that may want other hosts. */
  Set<String> claims() {
    return claims;
  }

  /** Publishes of which anything may be different; more may be found out. */
  Set<String> publishes() {
    return publishes;
  }
}
