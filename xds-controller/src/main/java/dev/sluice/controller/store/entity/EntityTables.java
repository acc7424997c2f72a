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
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.policyserver.AddressBlock;
import dev.sluice.controller.domain.policyserver.CachePurge;
import dev.sluice.controller.domain.policyserver.EmergencyFactor;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * The list of tables that domain entities are read from. A plain table can be read by a lambda in
 * its entry. A table with joins or child rows has a repository.
 */
final class EntityTables {
  private static final List<EntityTable> ALL =
      List.of(
          table(Cluster.class, ClusterRepository::read, "clusters"),
          table(Tenant.class, TenantRepository::read, "tenants"),
          table(Gateway.class, GatewayRepository::read, "gateways", "gateway_listeners"),
          table(Product.class, ProductRepository::read, "products"),
          table(
              Publish.class,
              PublishRepository::read,
              "product_publishes",
              "publish_services",
              "publish_hostnames"),
          table(ApiService.class, ApiServiceRepository::read, "api_services"),
          table(ApiVersion.class, ApiVersionRepository::read, "api_versions"),
          table(Backend.class, BackendRepository::read, "backends", "backend_endpoints"),
          table(Route.class, RouteRepository::read, "routes", "route_backends"),
          table(Policy.class, PolicyRepository::read, "policies"),
          table(Plan.class, PlanRepository::read, "plans"),
          table(ClientApp.class, ClientAppRepository::read, "client_apps"),
          table(CustomerSubscription.class, SubscriptionRepository::read, "subscriptions"),
          table(CustomerCredential.class, CredentialRepository::read, "credentials"),
          table(LlmModel.class, LlmModelRepository::read, "llm_models"),
          table(CachePurge.class, CachePurgeRepository::read, "cache_purges"),
          table(Agent.class, AgentRepository::read, "agents"),
          table(TokenRevocation.class, TokenRevocationRepository::read, "token_revocations"),
          table(AddressBlock.class, AddressBlockRepository::read, "ip_blocks"),
          table(EmergencyFactor.class, EmergencyFactorRepository::read, "emergency_factors"));

  private EntityTables() {}

  /** A reader of the entities of one type. */
  interface EntityReader<E extends DomainEntity> {
    List<E> read(DSLContext db, RowSelection rows);
  }

  /**
   * A table with the entities that it stores.
   *
   * @param names the table itself, then the tables of its child rows; the primary key of each
   *     begins with the id of the entity
   */
  record EntityTable(
      Class<? extends DomainEntity> type,
      EntityReader<? extends DomainEntity> reader,
      List<String> names) {}

  private static <E extends DomainEntity> EntityTable table(
      Class<E> type, EntityReader<E> reader, String... names) {
    return new EntityTable(type, reader, List.of(names));
  }

  /** Returns all tables in the order in which a snapshot is read. */
  static List<EntityTable> all() {
    return ALL;
  }

  /** Returns the table whose entities change with rows of the table of that name. */
  static Optional<EntityTable> byName(String name) {
    return ALL.stream().filter(table -> table.names().contains(name)).findFirst();
  }
}
