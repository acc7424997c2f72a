package dev.sluice.controller.store.entity;

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
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.domain.model.DomainSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/** Reads entities, all as one moment of the database saw them: that of a transaction. */
public final class DomainReader {
  /** Reads the entities of one type. */
  private interface EntityRepository {
    List<? extends DomainEntity> read(DSLContext db, RowSelection wanted);
  }

  private static final Map<Class<? extends DomainEntity>, EntityRepository> REPOSITORIES =
      Map.ofEntries(
          Map.entry(Cluster.class, ClusterRepository::read),
          Map.entry(Tenant.class, TenantRepository::read),
          Map.entry(Gateway.class, GatewayRepository::read),
          Map.entry(Product.class, ProductRepository::read),
          Map.entry(Publish.class, PublishRepository::read),
          Map.entry(ApiService.class, ApiServiceRepository::read),
          Map.entry(ApiVersion.class, ApiVersionRepository::read),
          Map.entry(Backend.class, BackendRepository::read),
          Map.entry(Route.class, RouteRepository::read),
          Map.entry(Policy.class, PolicyRepository::read),
          Map.entry(Plan.class, PlanRepository::read),
          Map.entry(ClientApp.class, ClientAppRepository::read),
          Map.entry(CustomerSubscription.class, SubscriptionRepository::read),
          Map.entry(CustomerCredential.class, CredentialRepository::read),
          Map.entry(LlmModel.class, LlmModelRepository::read),
          Map.entry(Agent.class, AgentRepository::read),
          Map.entry(TokenRevocation.class, TokenRevocationRepository::read));

  /** To which entity a row of a table belongs, whose id its key begins with. */
  private static final Map<String, Class<? extends DomainEntity>> TABLES =
      Map.ofEntries(
          Map.entry("clusters", Cluster.class),
          Map.entry("tenants", Tenant.class),
          Map.entry("gateways", Gateway.class),
          Map.entry("gateway_listeners", Gateway.class),
          Map.entry("products", Product.class),
          Map.entry("product_publishes", Publish.class),
          Map.entry("publish_services", Publish.class),
          Map.entry("publish_hostnames", Publish.class),
          Map.entry("api_services", ApiService.class),
          Map.entry("api_versions", ApiVersion.class),
          Map.entry("backends", Backend.class),
          Map.entry("backend_endpoints", Backend.class),
          Map.entry("routes", Route.class),
          Map.entry("route_backends", Route.class),
          Map.entry("policies", Policy.class),
          Map.entry("plans", Plan.class),
          Map.entry("client_apps", ClientApp.class),
          Map.entry("subscriptions", CustomerSubscription.class),
          Map.entry("credentials", CustomerCredential.class),
          Map.entry("llm_models", LlmModel.class),
          Map.entry("agents", Agent.class),
          Map.entry("token_revocations", TokenRevocation.class));

  private final DSLContext db;
  private final RowSelection some = RowSelection.none();

  public DomainReader(DSLContext db) {
    this.db = db;
  }

  /** What a batch of the change feed comes to. */
  public DomainChange read(ChangeBatch batch) {
    return switch (batch) {
      case ChangeBatch.FullReload _ -> new DomainChange.FullSnapshot(readSnapshot());
      case ChangeBatch.ChangedRows(var rows) ->
          rows.stream().anyMatch(row -> row.pk().equals("*"))
              ? new DomainChange.FullSnapshot(readSnapshot())
              : some(rows);
    };
  }

  /** All there is. */
  public DomainSnapshot readSnapshot() {
    RowSelection all = RowSelection.all();
    return new DomainSnapshot(
        ClusterRepository.read(db, all),
        TenantRepository.read(db, all),
        GatewayRepository.read(db, all),
        ProductRepository.read(db, all),
        PublishRepository.read(db, all),
        ApiServiceRepository.read(db, all),
        ApiVersionRepository.read(db, all),
        BackendRepository.read(db, all),
        RouteRepository.read(db, all),
        PolicyRepository.read(db, all),
        PlanRepository.read(db, all),
        ClientAppRepository.read(db, all),
        SubscriptionRepository.read(db, all),
        CredentialRepository.read(db, all),
        LlmModelRepository.read(db, all),
        AgentRepository.read(db, all),
        TokenRevocationRepository.read(db, all));
  }

  private DomainChange some(Collection<ChangeBatch.ChangedRow> rows) {
    Map<Class<? extends DomainEntity>, Set<UUID>> changed = new LinkedHashMap<>();
    for (ChangeBatch.ChangedRow row : rows) {
      Class<? extends DomainEntity> type = TABLES.get(row.table());
      if (type != null) {
        changed.computeIfAbsent(type, t -> new LinkedHashSet<>()).add(id(row));
      }
    }
    List<DomainEntity> present = new ArrayList<>();
    Set<EntityKey> absent = new LinkedHashSet<>();
    changed.forEach((type, ids) -> {
      ids.forEach(id -> absent.add(new EntityKey(type, id.toString())));
      present.addAll(Objects.requireNonNull(REPOSITORIES.get(type)).read(db, some.withIds(ids)));
    });
    present.forEach(entity -> absent.remove(entity.key()));
    return new DomainChange.Incremental(present, absent);
  }

  private static UUID id(ChangeBatch.ChangedRow row) {
    int end = row.pk().indexOf('/');
    return UUID.fromString(end < 0 ? row.pk() : row.pk().substring(0, end));
  }
}
