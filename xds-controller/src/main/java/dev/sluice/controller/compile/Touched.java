package dev.sluice.controller.compile;

import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.ClientApp;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.Credential;
import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.Entity;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.Subscription;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.ir.UpstreamAuth;
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
  private final Set<String> plans = new LinkedHashSet<>();
  private final Set<String> models = new LinkedHashSet<>();
  private final Set<String> credentials = new LinkedHashSet<>();
  private final Set<String> agents = new LinkedHashSet<>();
  private final Set<String> tenants = new LinkedHashSet<>();
  private final Set<String> revocations = new LinkedHashSet<>();

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
      case Tenant tenant -> {
        tenants.add(tenant.id());
        model.revocationsOf(tenant.id()).map(TokenRevocation::id).forEach(revocations::add);
        publishes(model.publishesBy(tenant.id()));
        model
            .subscriptionsAt(tenant.id())
            .forEach(subscription -> credentials(model.credentialsOf(subscription.id())));
      }
      case Cluster cluster -> {
        clusters.add(cluster.id());
        claims(model.publishesOn(cluster.id()));
      }
      case Gateway gateway -> {
        model.publishesAt(gateway.id()).map(Publish::cluster).forEach(clusters::add);
        // Its listeners decide on wildcard hosts, even where none of them can be served.
        publishes(model.publishesAt(gateway.id()));
      }
      case Product product -> claims(model.publishesOf(product.id()));
      case Publish publish -> {
        clusters.add(publish.cluster());
        claims(Stream.of(publish));
      }
      case ApiService service -> {
        publishes(model.publishesOffering(service.id()));
        model.backendsOf(service.id()).forEach(backend -> models(backend, model));
      }
      case ApiVersion version -> publishes(model.publishesOffering(version.service()));
      case Backend backend -> {
        backends.add(backend.id());
        models(backend, model);
        publishes(model.publishesOffering(backend.service()));
      }
      case Route route -> publishes(model.publishesOffering(route.service()));
      case Policy policy ->
          publishes(
              policy
                  .service()
                  .map(model::publishesOffering)
                  .orElseGet(() -> model.publishesBy(policy.tenant())));
      case Plan plan -> plans.add(plan.id());
      case Subscription subscription -> credentials(model.credentialsOf(subscription.id()));
      case ClientApp app -> credentials(model.credentialsOf(app.id()));
      case Credential credential -> credentials(Stream.of(credential));
      case LlmModel llm -> {
        models.add(llm.id());
        // No route may pass tokens on to a backend that serves a model.
        model
            .find(Backend.class, llm.backend())
            .filter(backend -> backend.upstreamAuth() == UpstreamAuth.PASSTHROUGH)
            .ifPresent(backend -> publishes(model.publishesOffering(backend.service())));
      }
      case Agent agent -> agents.add(agent.id());
      case TokenRevocation revocation -> revocations.add(revocation.id());
    }
  }

  private void models(Backend backend, DomainModel model) {
    model.modelsBehind(backend.id()).map(LlmModel::id).forEach(models::add);
  }

  private void credentials(Stream<Credential> some) {
    some.map(Credential::id).forEach(credentials::add);
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

  Set<String> plans() {
    return plans;
  }

  Set<String> models() {
    return models;
  }

  Set<String> agents() {
    return agents;
  }

  Set<String> tenants() {
    return tenants;
  }

  /** Of tokens. */
  Set<String> revocations() {
    return revocations;
  }

  Set<String> credentials() {
    return credentials;
  }

  /** Publishes of which anything may be different; more may be found out. */
  Set<String> publishes() {
    return publishes;
  }
}
