package dev.sluice.controller.domain;

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

/** Every entity as it is now, with who refers to whom. Confined to one thread. */
public final class DomainModel {
  private static final String SHARED = "";

  private final Map<Class<? extends Entity>, Map<String, Entity>> entities = new HashMap<>();
  private final Index<Publish> byCluster =
      new Index<>(Publish.class, publish -> List.of(publish.cluster()));
  private final Index<Publish> byGateway =
      new Index<>(Publish.class, publish -> List.of(publish.gateway()));
  private final Index<Publish> byProduct =
      new Index<>(Publish.class, publish -> List.of(publish.product()));
  private final Index<Publish> byTenant =
      new Index<>(Publish.class, publish -> List.of(publish.tenant()));
  private final Index<Publish> byService = new Index<>(Publish.class, Publish::services);
  private final Index<Route> routes = new Index<>(Route.class, route -> List.of(route.service()));
  private final Index<Backend> backends =
      new Index<>(Backend.class, backend -> List.of(backend.service()));
  private final Index<Policy> policies =
      new Index<>(Policy.class, policy -> List.of(policy.place()));
  private final Index<Plan> plans = new Index<>(Plan.class, plan -> List.of(plan.product()));
  private final Index<Subscription> subscriptions =
      new Index<>(
          Subscription.class,
          subscription -> List.of(subscription.tenant(), subscription.publish()));
  private final Index<Credential> credentials =
      new Index<>(
          Credential.class,
          credential ->
              Stream.concat(Stream.of(credential.subscription()), credential.clientApp().stream())
                  .toList());
  private final Index<LlmModel> models =
      new Index<>(LlmModel.class, model -> List.of(model.backend(), model.tenant().orElse(SHARED)));
  private final Index<TokenRevocation> revocations =
      new Index<>(
          TokenRevocation.class,
          revocation ->
              revocation.tokens() instanceof TokenRevocation.Tokens.OfTenant(String tenant)
                  ? List.of(SHARED, tenant)
                  : List.of(SHARED));
  private final Index<Tenant> inactive =
      new Index<>(Tenant.class, tenant -> tenant.active() ? List.of() : List.of(SHARED));
  private final UsedGateways usedGateways = new UsedGateways();
  private final List<Index<?>> indexes =
      List.of(
          byCluster,
          byGateway,
          byProduct,
          byTenant,
          byService,
          routes,
          backends,
          policies,
          plans,
          subscriptions,
          credentials,
          models,
          revocations,
          inactive);

  /** An entity that is new, different or gone; at least one of the two is there. */
  public record Replaced(@Nullable Entity before, @Nullable Entity after) {
    /** Whichever of them is there, the one before first. */
    public Stream<Entity> both() {
      return Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
          .flatMap(Optional::stream);
    }
  }

  /** Takes a change over, and says what is really different. */
  public List<Replaced> apply(DomainChange change) {
    return switch (change) {
      case DomainChange.Everything(DomainSnapshot snapshot) ->
          replace(snapshot.entities().toList(), unmentioned(snapshot));
      case DomainChange.Some(var present, var absent) -> replace(present, absent);
    };
  }

  private List<EntityKey> unmentioned(DomainSnapshot snapshot) {
    Set<EntityKey> mentioned = new HashSet<>();
    snapshot.entities().map(Entity::key).forEach(mentioned::add);
    return entities.values().stream()
        .flatMap(table -> table.values().stream())
        .map(Entity::key)
        .filter(key -> !mentioned.contains(key))
        .toList();
  }

  private List<Replaced> replace(Collection<Entity> present, Collection<EntityKey> absent) {
    List<Replaced> replaced = new ArrayList<>();
    for (EntityKey key : absent) {
      Entity before = table(key.type()).remove(key.id());
      if (before != null) {
        replaced.add(new Replaced(before, null));
        forget(before);
      }
    }
    for (Entity entity : present) {
      Entity before = table(entity.getClass()).put(entity.id(), entity);
      if (!Objects.equals(before, entity)) {
        replaced.add(new Replaced(before, entity));
        if (before != null) {
          forget(before);
        }
        remember(entity);
      }
    }
    return replaced;
  }

  private void remember(Entity entity) {
    indexes.forEach(index -> index.add(entity));
    usedGateways.add(entity);
  }

  private void forget(Entity entity) {
    indexes.forEach(index -> index.remove(entity));
    usedGateways.remove(entity);
  }

  private Map<String, Entity> table(Class<? extends Entity> type) {
    return entities.computeIfAbsent(type, t -> new HashMap<>());
  }

  /** The entity of that type and id, if there is one. */
  public <E extends Entity> Optional<E> find(Class<E> type, String id) {
    return Optional.ofNullable(entities.getOrDefault(type, Map.of()).get(id)).map(type::cast);
  }

  /** Every entity of a type, or of all types, in no order. */
  public <E extends Entity> Stream<E> all(Class<E> type) {
    return entities.values().stream()
        .flatMap(table -> table.values().stream())
        .filter(type::isInstance)
        .map(type::cast);
  }

  /** The publishes on a cluster, by their ids. */
  public Stream<Publish> publishesOn(String cluster) {
    return found(Publish.class, byCluster.of(cluster));
  }

  /** The gateways that publishes on a cluster use, in no order. */
  public Stream<Gateway> gatewaysOn(String cluster) {
    return found(Gateway.class, usedGateways.on(cluster));
  }

  /** The publishes on a gateway, whatever their cluster, by their ids. */
  public Stream<Publish> publishesAt(String gateway) {
    return found(Publish.class, byGateway.of(gateway));
  }

  /** The publishes of a product, by their ids. */
  public Stream<Publish> publishesOf(String product) {
    return found(Publish.class, byProduct.of(product));
  }

  /** The publishes of a provider, by their ids. */
  public Stream<Publish> publishesBy(String tenant) {
    return found(Publish.class, byTenant.of(tenant));
  }

  /** The publishes that offer a service, by their ids. */
  public Stream<Publish> publishesOffering(String service) {
    return found(Publish.class, byService.of(service));
  }

  /** The routes of a service, by their ids. */
  public Stream<Route> routesOf(String service) {
    return found(Route.class, routes.of(service));
  }

  /** The backends of a service, by their ids. */
  public Stream<Backend> backendsOf(String service) {
    return found(Backend.class, backends.of(service));
  }

  /** The policies for just that route, service or tenant, by their ids. */
  public Stream<Policy> policiesAt(String place) {
    return found(Policy.class, policies.of(place));
  }

  /** The plans of a product, by their ids. */
  public Stream<Plan> plansOf(String product) {
    return found(Plan.class, plans.of(product));
  }

  /** The subscriptions of just that customer, or to just that publish, by their ids. */
  public Stream<Subscription> subscriptionsAt(String place) {
    return found(Subscription.class, subscriptions.of(place));
  }

  /** The credentials of just that subscription or application, by their ids. */
  public Stream<Credential> credentialsOf(String owner) {
    return found(Credential.class, credentials.of(owner));
  }

  /** The language models behind a backend, by their ids. */
  public Stream<LlmModel> modelsBehind(String backend) {
    return found(LlmModel.class, models.of(backend));
  }

  /** The language models that all tenants share, by their ids. */
  public Stream<LlmModel> sharedModels() {
    return found(LlmModel.class, models.of(SHARED));
  }

  /** The revocations of tokens, by their ids. */
  public Stream<TokenRevocation> revocations() {
    return found(TokenRevocation.class, revocations.of(SHARED));
  }

  /** The revocations of tokens of just that tenant, by their ids. */
  public Stream<TokenRevocation> revocationsOf(String tenant) {
    return found(TokenRevocation.class, revocations.of(tenant));
  }

  /** The tenants that are not active, by their ids. */
  public Stream<Tenant> inactiveTenants() {
    return found(Tenant.class, inactive.of(SHARED));
  }

  private <E extends Entity> Stream<E> found(Class<E> type, Set<String> ids) {
    return ids.stream().flatMap(id -> find(type, id).stream());
  }
}
