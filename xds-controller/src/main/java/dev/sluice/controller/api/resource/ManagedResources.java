package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.resource.ManagedResource.ParentPath;
import dev.sluice.controller.api.resource.ManagedResource.ResourceRules;
import dev.sluice.controller.store.management.ResourceTable.ChildTable;
import dev.sluice.controller.store.management.ResourceTable.RowReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of all resources. */
public final class ManagedResources {
  private static final List<String> BY_NAME = List.of("name", "created_at");
  private static final String PROVIDER = "/v1/provider/";
  private static final String CUSTOMER = "/v1/customer/";
  private static final String OPERATOR = "/v1/operator/";

  public static final ManagedResource API_SERVICES =
      ResourceBuilder.of("ApiService", PROVIDER + "api-services", "api_service", "api_services")
          .writable("name", "description", "labels", "status", "versioning")
          .tenant("tenant_id")
          .filters("name", "status")
          .sorts(BY_NAME)
          .rules(new JsonColumnRules(Map.of("versioning", "columns/versioning.schema.json")))
          .build();

  public static final ManagedResource PRODUCT_PUBLISHES = publishes("ProductPublish", PROVIDER);

  public static final ManagedResource SUBSCRIPTIONS = subscriptions("Subscription", CUSTOMER);

  public static final ManagedResource RECEIVED_SUBSCRIPTIONS =
      subscriptions("ReceivedSubscription", PROVIDER);

  public static final ManagedResource CREDENTIALS = credentials("Credential", CUSTOMER);

  private static final ManagedResource BACKENDS =
      ofService("Backend", "backends", "backend", "backends")
          .writable("name", "scheme", "lb_policy", "connect_timeout_ms", "max_connections")
          .writable("health_check", "tls", "balancing", "upstream_auth", "upstream_secret_ref")
          .writable("internal_token")
          .filters("name")
          .sorts(BY_NAME)
          .rules(
              new JsonColumnRules(
                  Map.of(
                      "tls", "columns/backend_tls.schema.json",
                      "health_check", "policies/health_check.schema.json",
                      "balancing", "policies/load_balancer.schema.json")))
          .build();

  private ManagedResources() {}

  /** Returns all resources with their rules. */
  public static List<ManagedResource> all(
      ResourceRules bindings, ResourceRules publishes, ResourceRules plans) {
    return Stream.of(
            operator(bindings),
            services(),
            catalogue(publishes, plans),
            List.of(
                SUBSCRIPTIONS,
                RECEIVED_SUBSCRIPTIONS,
                CREDENTIALS,
                credentials("ReceivedCredential", PROVIDER)))
        .flatMap(List::stream)
        .toList();
  }

  private static List<ManagedResource> operator(ResourceRules bindings) {
    return List.of(
        ResourceBuilder.of("Tenant", OPERATOR + "tenants", "tenant", "tenants")
            .writable("slug", "name", "kind", "status")
            .readOnly("number")
            .filters("slug", "kind", "status")
            .sorts(List.of("slug", "name", "created_at"))
            .rules(new TenantRules())
            .build(),
        ResourceBuilder.of("User", OPERATOR + "users", "user", "users")
            .writable("issuer", "subject", "email", "display_name", "status")
            .readOnly("tenant_id")
            .filters("issuer", "subject", "status")
            .sorts(List.of("created_at", "subject"))
            .rules(new UserRules())
            .build(),
        ResourceBuilder.of(
                "RoleBinding", OPERATOR + "role-bindings", "role_binding", "role_bindings")
            .writable("user_id", "role", "scope", "tenant_id", "scope_id")
            .readOnly("created_by")
            .filters("user_id", "role", "tenant_id")
            .sorts(List.of("created_at"))
            .references(
                RowReference.to("user_id", "users"), RowReference.to("tenant_id", "tenants"))
            .rules(bindings)
            .build(),
        ResourceBuilder.of("Cluster", OPERATOR + "clusters", "cluster", "clusters")
            .writable("name", "region", "cloud_provider", "status", "capabilities", "description")
            .writable("labels", "is_default")
            .filters("name", "region", "status")
            .sorts(BY_NAME)
            .build(),
        ResourceBuilder.of("IpBlock", OPERATOR + "ip-blocks", "ip_block", "ip_blocks")
            .writable("cidr", "action", "source", "tenant_id", "reason", "expires_at")
            .readOnly("created_by")
            .filters("action", "source")
            .sorts(List.of("created_at"))
            .references(RowReference.to("tenant_id", "tenants"))
            .rules(new CreatedByRules())
            .build(),
        ResourceBuilder.of(
                "EmergencyFactor",
                OPERATOR + "emergency-factors",
                "emergency_factor",
                "emergency_factors")
            .writable("name", "cluster_id", "environment", "factor", "reason", "expires_at")
            .readOnly("created_by", "source", "route", "stepped_at")
            .filters("name", "environment", "source")
            .sorts(BY_NAME)
            .references(RowReference.to("cluster_id", "clusters"))
            .rules(new CreatedByRules())
            .build());
  }

  private static List<ManagedResource> services() {
    return List.of(
        API_SERVICES,
        BACKENDS,
        ofService("ApiVersion", "versions", "api_version", "api_versions")
            .writable("label", "status", "is_default", "deprecated_at", "sunset_at")
            .writable("successor_id", "docs_url", "brownouts")
            .filters("label", "status")
            .sorts(List.of("label", "created_at"))
            .references(
                new RowReference(
                    "successor_id", "api_versions", Map.of("api_service_id", "api_service_id")))
            .rules(new JsonColumnRules(Map.of("brownouts", "columns/brownouts.schema.json")))
            .build(),
        ofService("Route", "routes", "route", "routes")
            .writable("name", "api_version_id", "priority", "path_kind", "path", "methods")
            .writable("headers", "query", "rewrite_prefix", "idle_timeout_ms", "timeout_ms")
            .writable("streaming", "min_level", "dialect", "sse_ids", "enabled")
            .child(
                new ChildTable(
                    "backends",
                    "route_backends",
                    "route_id",
                    List.of("backend_id", "weight", "failover_order", "subset"),
                    "backend_id"))
            .filters("name", "enabled")
            .sorts(List.of("name", "priority", "created_at"))
            .references(
                new RowReference(
                    "api_version_id", "api_versions", Map.of("api_service_id", "api_service_id")),
                new RowReference(
                    "backends/backend_id", "backends", Map.of("api_service_id", "api_service_id")))
            .rules(new RouteBodyRules())
            .build(),
        ResourceBuilder.of(
                "Endpoint",
                PROVIDER + "backends/{backend_id}/endpoints",
                "backend",
                "backend_endpoints")
            .writable("host", "port", "weight", "priority", "zone", "enabled", "drain", "labels")
            .parent(new ParentPath("backend_id", BACKENDS.table()), "backend_id")
            .filters("host", "enabled")
            .sorts(List.of("host", "created_at"))
            .build(),
        ResourceBuilder.of("LlmModel", PROVIDER + "llm-models", "llm_model", "llm_models")
            .writable("alias", "backend_id", "upstream_model", "provider", "priority")
            .writable("request_kinds", "input_price", "output_price", "quality", "status")
            .readOnly("health")
            .tenant("tenant_id")
            .filters("alias", "backend_id", "provider", "status")
            .sorts(List.of("alias", "priority", "created_at"))
            .references(RowReference.to("backend_id", "backends"))
            .build(),
        ResourceBuilder.of("Policy", PROVIDER + "policies", "policy", "policies")
            .writable("name", "scope", "gateway_id", "api_service_id", "route_id", "kind", "spec")
            .writable("environment", "enabled")
            .tenant("tenant_id")
            .filters(
                "name", "kind", "scope", "gateway_id", "api_service_id", "route_id", "environment")
            .sorts(BY_NAME)
            .references(
                RowReference.to("gateway_id", "gateways"),
                RowReference.to("api_service_id", "api_services"),
                new RowReference("route_id", "routes", Map.of("api_service_id", "api_service_id")))
            .rules(new PolicyRules())
            .build(),
        ResourceBuilder.of("CachePurge", PROVIDER + "cache-purges", "policy", "cache_purges")
            .writable("api_service_id", "tag")
            .readOnly("created_by")
            .tenant("tenant_id")
            .filters("api_service_id", "tag")
            .sorts(List.of("created_at"))
            .references(RowReference.to("api_service_id", "api_services"))
            .rules(new CreatedByRules())
            .build());
  }

  private static List<ManagedResource> catalogue(
      ResourceRules publishRules, ResourceRules planRules) {
    return List.of(
        ResourceBuilder.of("Gateway", PROVIDER + "gateways", "gateway", "gateways")
            .writable("name", "gateway_class", "labels", "status")
            .tenant("tenant_id")
            .child(
                new ChildTable(
                    "listeners",
                    "gateway_listeners",
                    "gateway_id",
                    List.of(
                        "name",
                        "port",
                        "protocol",
                        "hostname",
                        "tls_mode",
                        "secret_ref",
                        "tls",
                        "http3",
                        "proxy_protocol",
                        "backend_id",
                        "allowed_cidrs",
                        "max_connections",
                        "buffer_kb"),
                    "name"))
            .filters("name", "status")
            .sorts(BY_NAME)
            .scope("gateway", "id")
            .references(RowReference.to("listeners/backend_id", "backends"))
            .rules(new GatewayRules())
            .build(),
        products("Product", PROVIDER),
        products("OfferedProduct", CUSTOMER),
        plans("Plan", PROVIDER).with(planRules),
        plans("OfferedPlan", CUSTOMER),
        PRODUCT_PUBLISHES.with(publishRules),
        publishes("OfferedPublish", CUSTOMER),
        ResourceBuilder.of("ClientApp", CUSTOMER + "client-apps", "client_app", "client_apps")
            .writable("name", "callback_urls", "allowed_origins", "status")
            .tenant("tenant_id")
            .filters("name", "status")
            .sorts(BY_NAME)
            .build());
  }

  private static ManagedResource products(String name, String portal) {
    return ResourceBuilder.of(name, portal + "products", "product", "products")
        .schema("Product")
        .writable("name", "slug", "version", "description", "categories", "tags", "docs_url")
        .writable("logo_url", "status")
        .tenant("tenant_id")
        .filters("name", "slug", "status")
        .sorts(BY_NAME)
        .scope("product", "id")
        .rules(new ProductRules())
        .build();
  }

  private static ManagedResource plans(String name, String portal) {
    return ResourceBuilder.of(name, portal + "plans", "plan", "plans")
        .schema("Plan")
        .writable("product_id", "name", "tier", "environment", "per_minute", "burst", "per_day")
        .writable("per_month", "tokens_per_month", "approval_required", "price", "status")
        .filters("product_id", "name", "status")
        .sorts(BY_NAME)
        .scope("product", "product_id")
        .references(RowReference.to("product_id", "products"))
        .build();
  }

  private static ManagedResource publishes(String name, String portal) {
    return ResourceBuilder.of(
            name, portal + "product-publishes", "product_publish", "product_publishes")
        .schema("ProductPublish")
        .writable("product_id", "gateway_id", "cluster_id", "environment", "auth_mode")
        .writable("auth_config", "hostname", "visibility", "approval_required")
        .readOnly("status", "published_at", "published_by", "withdrawn_at", "withdrawn_by")
        .readOnly("withdraw_reason")
        .tenant("provider_tenant_id")
        .child(
            new ChildTable(
                "api_services",
                "publish_services",
                "publish_id",
                List.of("api_service_id"),
                "api_service_id"))
        .child(
            new ChildTable("hostnames", "publish_hostnames", "publish_id", List.of("host"), "host"))
        .filters("product_id", "gateway_id", "cluster_id", "environment", "status")
        .sorts(List.of("created_at"))
        .scope("gateway", "gateway_id")
        .scope("product", "product_id")
        .references(
            RowReference.to("product_id", "products"),
            RowReference.to("gateway_id", "gateways"),
            RowReference.to("cluster_id", "clusters"),
            RowReference.to("api_services/", "api_services"))
        .build();
  }

  private static ManagedResource subscriptions(String name, String portal) {
    return ResourceBuilder.of(name, portal + "subscriptions", "subscription", "subscriptions")
        .schema("Subscription")
        .writable("publish_id", "plan_id")
        .readOnly("status", "requested_by", "decided_by", "decided_at", "reason", "started_at")
        .readOnly("ended_at", "tenant_id", "product_id")
        .filters("publish_id", "plan_id", "status")
        .sorts(List.of("created_at"))
        .scope("subscription", "id")
        .scope("product", "product_id")
        .tenantOf(portal.equals(CUSTOMER) ? Optional.of("tenant_id") : Optional.empty())
        .references(
            RowReference.to("publish_id", "product_publishes"), RowReference.to("plan_id", "plans"))
        .build();
  }

  private static ManagedResource credentials(String name, String portal) {
    return ResourceBuilder.of(name, portal + "credentials", "credential", "credentials")
        .schema("Credential")
        .writable("subscription_id", "client_app_id", "label", "scopes", "expires_at")
        .readOnly("kind", "prefix", "oauth_issuer", "oauth_client_id", "status", "retire_at")
        .readOnly("revoked_at", "revoked_by", "replaced_by", "tenant_id", "product_id")
        .filters("subscription_id", "status")
        .sorts(List.of("created_at"))
        .scope("subscription", "subscription_id")
        .scope("product", "product_id")
        .tenantOf(portal.equals(CUSTOMER) ? Optional.of("tenant_id") : Optional.empty())
        .references(
            RowReference.to("subscription_id", "subscriptions"),
            RowReference.to("client_app_id", "client_apps"))
        .build();
  }

  private static ResourceBuilder ofService(String name, String part, String role, String table) {
    return ResourceBuilder.of(name, PROVIDER + "api-services/{api_service_id}/" + part, role, table)
        .parent(new ParentPath("api_service_id", API_SERVICES.table()), "api_service_id");
  }
}
