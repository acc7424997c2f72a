package dev.sluice.controller.domain.model;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.CustomerCredential;
import dev.sluice.controller.domain.CustomerSubscription;
import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.EntityKey;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.PolicyServerEntity;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model of all current entities with indexes of their references. Confined to one thread. */
public final class DomainModel {
  private static final String SHARED = "";

  private final Map<Class<? extends DomainEntity>, Map<String, DomainEntity>> entities =
      new HashMap<>();
  private final EntityIndex<Publish> byCluster =
      new EntityIndex<>(Publish.class, publish -> List.of(publish.cluster()));
  private final EntityIndex<Publish> byGateway =
      new EntityIndex<>(Publish.class, publish -> List.of(publish.gateway()));
  private final EntityIndex<Publish> byProduct =
      new EntityIndex<>(Publish.class, publish -> List.of(publish.product()));
  private final EntityIndex<Publish> byTenant =
      new EntityIndex<>(Publish.class, publish -> List.of(publish.tenant()));
  private final EntityIndex<Publish> byService =
      new EntityIndex<>(Publish.class, Publish::services);
  private final EntityIndex<Gateway> gateways =
      new EntityIndex<>(Gateway.class, gateway -> List.of(gateway.tenant()));
  private final EntityIndex<ApiService> services =
      new EntityIndex<>(ApiService.class, service -> List.of(service.tenant()));
  private final EntityIndex<Route> routes =
      new EntityIndex<>(Route.class, route -> List.of(route.service()));
  private final EntityIndex<ApiVersion> versions =
      new EntityIndex<>(ApiVersion.class, version -> List.of(version.service()));
  private final EntityIndex<Backend> backends =
      new EntityIndex<>(Backend.class, backend -> List.of(backend.service()));
  private final EntityIndex<Gateway> gatewaysByBackend =
      new EntityIndex<>(Gateway.class, Gateway::backends);
  private final EntityIndex<Policy> policies =
      new EntityIndex<>(Policy.class, policy -> List.of(policy.scopeId()));
  private final EntityIndex<CustomerSubscription> subscriptions =
      new EntityIndex<>(
          CustomerSubscription.class,
          subscription -> List.of(subscription.tenant(), subscription.publish()));
  private final EntityIndex<CustomerCredential> credentials =
      new EntityIndex<>(
          CustomerCredential.class,
          credential ->
              Stream.concat(Stream.of(credential.subscription()), credential.clientApp().stream())
                  .toList());
  private final EntityIndex<LlmModel> models =
      new EntityIndex<>(LlmModel.class, model -> List.of(model.backend()));
  private final EntityIndex<TokenRevocation> tokenRevocations =
      new EntityIndex<>(
          TokenRevocation.class,
          revocation ->
              revocation.tokens() instanceof TokenRevocation.Tokens.OfTenant(String tenant)
                  ? List.of(SHARED, tenant)
                  : List.of(SHARED));
  private final EntityIndex<Tenant> inactive =
      new EntityIndex<>(Tenant.class, tenant -> tenant.active() ? List.of() : List.of(SHARED));
  private final GatewayUsage usedGateways = new GatewayUsage();
  private final DeliveryIndex deliveries = new DeliveryIndex();
  private final List<EntityIndex<?>> indexes =
      List.of(
          byCluster,
          byGateway,
          byProduct,
          byTenant,
          byService,
          gateways,
          services,
          versions,
          routes,
          backends,
          gatewaysByBackend,
          policies,
          subscriptions,
          credentials,
          models,
          tokenRevocations,
          inactive);

  /** An entity before and after a change; at most one of the two is null. */
  public record ReplacedEntity(@Nullable DomainEntity before, @Nullable DomainEntity after) {
    /** Returns the states that are not null, the earlier one first. */
    public Stream<DomainEntity> states() {
      return Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
          .flatMap(Optional::stream);
    }
  }

  /** Applies a change and returns the entities that differ. */
  public List<ReplacedEntity> apply(DomainChange change) {
    return switch (change) {
      case DomainChange.FullSnapshot(var entities) -> replace(entities, missingFrom(entities));
      case DomainChange.Incremental(var present, var absent) -> replace(present, absent);
    };
  }

  /** Returns the change that undoes another one. */
  public static DomainChange undo(List<ReplacedEntity> replaced) {
    List<DomainEntity> present = new ArrayList<>();
    List<EntityKey> absent = new ArrayList<>();
    for (ReplacedEntity entity : replaced) {
      Optional.ofNullable(entity.before())
          .ifPresentOrElse(
              present::add, () -> entity.states().map(DomainEntity::key).forEach(absent::add));
    }
    return new DomainChange.Incremental(present, absent);
  }

  private List<EntityKey> missingFrom(Collection<DomainEntity> snapshot) {
    Set<EntityKey> present = new HashSet<>();
    snapshot.stream().map(DomainEntity::key).forEach(present::add);
    return entities.values().stream()
        .flatMap(table -> table.values().stream())
        .map(DomainEntity::key)
        .filter(key -> !present.contains(key))
        .toList();
  }

  private List<ReplacedEntity> replace(
      Collection<DomainEntity> present, Collection<EntityKey> absent) {
    List<ReplacedEntity> replaced = new ArrayList<>();
    for (EntityKey key : absent) {
      DomainEntity before = table(key.type()).remove(key.id());
      if (before != null) {
        replaced.add(new ReplacedEntity(before, null));
        forget(before);
      }
    }
    for (DomainEntity entity : present) {
      DomainEntity before = table(entity.getClass()).put(entity.id(), entity);
      if (!Objects.equals(before, entity)) {
        replaced.add(new ReplacedEntity(before, entity));
        if (before != null) {
          forget(before);
        }
        remember(entity);
      }
    }
    return replaced;
  }

  private void remember(DomainEntity entity) {
    indexes.forEach(index -> index.add(entity));
    usedGateways.add(entity);
    deliveries.add(entity);
  }

  private void forget(DomainEntity entity) {
    indexes.forEach(index -> index.remove(entity));
    usedGateways.remove(entity);
    deliveries.remove(entity);
  }

  private Map<String, DomainEntity> table(Class<? extends DomainEntity> type) {
    return entities.computeIfAbsent(type, t -> new HashMap<>());
  }

  /** Returns the entity with a type and an id. */
  public <E extends DomainEntity> Optional<E> find(Class<E> type, String id) {
    return Optional.ofNullable(entities.getOrDefault(type, Map.of()).get(id)).map(type::cast);
  }

  /** Returns all entities of a type in no particular order. */
  public <E extends DomainEntity> Stream<E> all(Class<E> type) {
    return entities.values().stream()
        .flatMap(table -> table.values().stream())
        .filter(type::isInstance)
        .map(type::cast);
  }

  /** Returns the publishes on a cluster, ordered by id. */
  public Stream<Publish> publishesOfCluster(String cluster) {
    return found(Publish.class, byCluster.idsOf(cluster));
  }

  /** Returns the gateways that publishes on a cluster use, in no particular order. */
  public Stream<Gateway> gatewaysOfCluster(String cluster) {
    return found(Gateway.class, usedGateways.ofCluster(cluster));
  }

  /** Returns the publishes on a gateway of any cluster, ordered by id. */
  public Stream<Publish> publishesOfGateway(String gateway) {
    return found(Publish.class, byGateway.idsOf(gateway));
  }

  /** Returns the publishes of a product, ordered by id. */
  public Stream<Publish> publishesOfProduct(String product) {
    return found(Publish.class, byProduct.idsOf(product));
  }

  /** Returns the publishes of a provider, ordered by id. */
  public Stream<Publish> publishesOfTenant(String tenant) {
    return found(Publish.class, byTenant.idsOf(tenant));
  }

  /** Returns the publishes that offer a service, ordered by id. */
  public Stream<Publish> publishesOfService(String service) {
    return found(Publish.class, byService.idsOf(service));
  }

  /** Returns the gateways of a tenant, ordered by id. */
  public Stream<Gateway> gatewaysOfTenant(String tenant) {
    return found(Gateway.class, gateways.idsOf(tenant));
  }

  /** Returns the services of a tenant, ordered by id. */
  public Stream<ApiService> servicesOfTenant(String tenant) {
    return found(ApiService.class, services.idsOf(tenant));
  }

  /** Returns the routes of a service, ordered by id. */
  public Stream<Route> routesOfService(String service) {
    return found(Route.class, routes.idsOf(service));
  }

  /** Returns the versions of a service, ordered by id. */
  public Stream<ApiVersion> versionsOfService(String service) {
    return found(ApiVersion.class, versions.idsOf(service));
  }

  /** Returns the backends of a service, ordered by id. */
  public Stream<Backend> backendsOfService(String service) {
    return found(Backend.class, backends.idsOf(service));
  }

  /** Returns the gateways with a listener for a backend, ordered by id. */
  public Stream<Gateway> gatewaysOfBackend(String backend) {
    return found(Gateway.class, gatewaysByBackend.idsOf(backend));
  }

  /** Returns the policies of exactly that route, service, gateway or tenant, ordered by id. */
  public Stream<Policy> policiesOfScope(String place) {
    return found(Policy.class, policies.idsOf(place));
  }

  /** Returns the subscriptions of a customer or to a publish, ordered by id. */
  public Stream<CustomerSubscription> subscriptionsOf(String place) {
    return found(CustomerSubscription.class, subscriptions.idsOf(place));
  }

  /** Returns the credentials of a subscription or an application, ordered by id. */
  public Stream<CustomerCredential> credentialsOf(String owner) {
    return found(CustomerCredential.class, credentials.idsOf(owner));
  }

  /** Returns the language models behind a backend, ordered by id. */
  public Stream<LlmModel> modelsOfBackend(String backend) {
    return found(LlmModel.class, models.idsOf(backend));
  }

  /** Returns the entities delivered with that publish, product, service or backend. */
  public Stream<PolicyServerEntity> entitiesDeliveredWith(String id) {
    return deliveries.entities(id).stream();
  }

  /** Returns the entities that the policy servers of every cluster receive. */
  public Stream<PolicyServerEntity> entitiesOfEveryCluster() {
    return deliveries.entities(DeliveryIndex.EVERY_CLUSTER).stream();
  }

  /** Returns all token revocations, ordered by id. */
  public Stream<TokenRevocation> tokenRevocations() {
    return found(TokenRevocation.class, tokenRevocations.idsOf(SHARED));
  }

  /** Returns the token revocations of a tenant, ordered by id. */
  public Stream<TokenRevocation> tokenRevocationsOfTenant(String tenant) {
    return found(TokenRevocation.class, tokenRevocations.idsOf(tenant));
  }

  /** Returns the inactive tenants, ordered by id. */
  public Stream<Tenant> inactiveTenants() {
    return found(Tenant.class, inactive.idsOf(SHARED));
  }

  private <E extends DomainEntity> Stream<E> found(Class<E> type, Set<String> ids) {
    return ids.stream().flatMap(id -> find(type, id).stream());
  }
}
