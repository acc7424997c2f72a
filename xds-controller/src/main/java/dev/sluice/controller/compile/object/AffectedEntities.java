package dev.sluice.controller.compile.object;

import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.ClientApp;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.CustomerCredential;
import dev.sluice.controller.domain.CustomerSubscription;
import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.EntityKey;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.PolicyServerEntity;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.model.DomainModel;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The ids of the entities that must be compiled again after a change. */
public final class AffectedEntities {
  private final Set<String> clusters = new LinkedHashSet<>();
  private final Set<String> backends = new LinkedHashSet<>();
  private final Set<String> publishes = new LinkedHashSet<>();
  private final Set<String> hostClaimants = new LinkedHashSet<>();
  private final Map<String, EntityKey> policyServerEntities = new LinkedHashMap<>();
  private final Set<String> credentials = new LinkedHashSet<>();
  private final Set<String> policies = new LinkedHashSet<>();
  private final Set<String> agents = new LinkedHashSet<>();
  private final Set<String> tenants = new LinkedHashSet<>();
  private final Set<String> revocations = new LinkedHashSet<>();

  /**
   * Returns the entities that a change affects.
   *
   * @param model the model with the change applied
   */
  public static AffectedEntities of(List<DomainModel.ReplacedEntity> replaced, DomainModel model) {
    AffectedEntities affected = new AffectedEntities();
    replaced.stream()
        .flatMap(DomainModel.ReplacedEntity::states)
        .forEach(entity -> affected.add(entity, model));
    return affected;
  }

  private void add(DomainEntity entity, DomainModel model) {
    switch (entity) {
      case Tenant tenant -> {
        tenants.add(tenant.id());
        model
            .tokenRevocationsOfTenant(tenant.id())
            .map(TokenRevocation::id)
            .forEach(revocations::add);
        publishes(model.publishesOfTenant(tenant.id()));
        model
            .subscriptionsOf(tenant.id())
            .forEach(subscription -> credentials(model.credentialsOf(subscription.id())));
      }
      case Cluster cluster -> {
        clusters.add(cluster.id());
        hostClaimants(model.publishesOfCluster(cluster.id()));
      }
      case Gateway gateway -> {
        model.publishesOfGateway(gateway.id()).map(Publish::cluster).forEach(clusters::add);
        // The listeners decide on wildcard hosts even if none of them can be served.
        publishes(model.publishesOfGateway(gateway.id()));
      }
      case Product product -> hostClaimants(model.publishesOfProduct(product.id()));
      case Publish publish -> {
        clusters.add(publish.cluster());
        hostClaimants(Stream.of(publish));
      }
      case ApiService service -> {
        // Policies of the tenant apply to the backends of its services.
        backends(model.backendsOfService(service.id()));
        model.backendsOfService(service.id()).forEach(backend -> listenersOf(backend, model));
        publishes(model.publishesOfService(service.id()));
        deliveredWith(service.id(), model);
        model.backendsOfService(service.id()).forEach(b -> deliveredWith(b.id(), model));
      }
      case ApiVersion version -> publishes(model.publishesOfService(version.service()));
      case Backend backend -> {
        backends.add(backend.id());
        listenersOf(backend, model);
        deliveredWith(backend.id(), model);
        publishes(model.publishesOfService(backend.service()));
      }
      case Route route -> publishes(model.publishesOfService(route.service()));
      case Policy policy -> add(policy, model);
      case CustomerSubscription subscription -> credentials(model.credentialsOf(subscription.id()));
      case ClientApp app -> credentials(model.credentialsOf(app.id()));
      case CustomerCredential credential -> credentials(Stream.of(credential));
      case LlmModel llm -> {
        add(llm);
        // Requests choose among the models of the service of their route.
        model
            .find(Backend.class, llm.backend())
            .ifPresent(backend -> publishes(model.publishesOfService(backend.service())));
      }
      case PolicyServerEntity delivered -> add(delivered);
      case Agent agent -> agents.add(agent.id());
      case TokenRevocation revocation -> revocations.add(revocation.id());
    }
  }

  /** Adds the clusters with a listener for a backend. */
  private void listenersOf(Backend backend, DomainModel model) {
    model
        .gatewaysOfBackend(backend.id())
        .flatMap(gateway -> model.publishesOfGateway(gateway.id()))
        .map(Publish::cluster)
        .forEach(clusters::add);
  }

  private void add(Policy policy, DomainModel model) {
    policies.add(policy.id());
    switch (policy.scope()) {
      case ROUTE, SERVICE -> {
        String service = policy.service().orElseThrow();
        publishes(model.publishesOfService(service));
        backends(model.backendsOfService(service));
      }
      case GATEWAY -> {
        String gateway = policy.gateway().orElseThrow();
        model.publishesOfGateway(gateway).map(Publish::cluster).forEach(clusters::add);
        publishes(model.publishesOfGateway(gateway));
      }
      case GLOBAL -> {
        model
            .gatewaysOfTenant(policy.tenant())
            .flatMap(gateway -> model.publishesOfGateway(gateway.id()))
            .map(Publish::cluster)
            .forEach(clusters::add);
        publishes(model.publishesOfTenant(policy.tenant()));
        backends(
            model
                .servicesOfTenant(policy.tenant())
                .flatMap(service -> model.backendsOfService(service.id())));
      }
    }
  }

  private void backends(Stream<Backend> some) {
    some.map(Backend::id).forEach(backends::add);
  }

  private void add(PolicyServerEntity entity) {
    policyServerEntities.put(entity.object(), entity.key());
  }

  private void deliveredWith(String id, DomainModel model) {
    model.entitiesDeliveredWith(id).forEach(this::add);
  }

  private void credentials(Stream<CustomerCredential> some) {
    some.map(CustomerCredential::id).forEach(credentials::add);
  }

  private void publishes(Stream<Publish> some) {
    some.map(Publish::id).forEach(publishes::add);
  }

  private void hostClaimants(Stream<Publish> some) {
    some.map(Publish::id)
        .forEach(id -> {
          hostClaimants.add(id);
          publishes.add(id);
        });
  }

  /** Returns the clusters whose gateways may have changed. */
  public Set<String> clusters() {
    return clusters;
  }

  public Set<String> backends() {
    return backends;
  }

  /** Returns the policies whose rows have changed. */
  public Set<String> policies() {
    return policies;
  }

  /** Returns the publishes whose host claims may have changed. */
  public Set<String> hostClaimants() {
    return hostClaimants;
  }

  /** Returns the keys of the policy server entities by the names of their objects. */
  public Map<String, EntityKey> policyServerEntities() {
    return policyServerEntities;
  }

  public Set<String> agents() {
    return agents;
  }

  public Set<String> tenants() {
    return tenants;
  }

  /** Returns the token revocations. */
  public Set<String> revocations() {
    return revocations;
  }

  public Set<String> credentials() {
    return credentials;
  }

  /** Returns the publishes that may have changed; the compiler finds more. */
  public Set<String> publishes() {
    return publishes;
  }
}
