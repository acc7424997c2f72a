package dev.sluice.e2e.rows;

/**
 * A tenant with one gateway of the same name. For each product, it has a service, a route for all
 * paths, a backend and an endpoint, all with the name of the product.
 */
public final class ProviderTenant implements AutoCloseable {
  private static final String TENANT =
      """
      with tenant as (insert into tenants (slug, name, kind) values (?, 'Test', 'provider') returning id, slug),
        gateway as (insert into gateways (tenant_id, name) select id, slug from tenant returning id)
      insert into gateway_listeners (gateway_id, name, port, protocol) select id, 'http', ?, 'HTTP' from gateway
      """;
  private static final String SECURE =
      """
      insert into gateway_listeners (gateway_id, name, port, protocol, tls_mode, secret_ref)
      select id, 'https', ?, 'HTTPS', 'terminate', ? from gateways where name = ?
      """;
  private static final String INSPECT =
      """
      insert into policies (tenant_id, scope, kind, name, spec)
      select id, 'global', 'dlp', 'Inspect all', jsonb_build_object('inspection', ?::text) from tenants where slug = ?
      """;
  private static final String SET_POLICY =
      """
      insert into policies (tenant_id, scope, gateway_id, api_service_id, route_id, kind, name, spec)
      select tenants.id, scope, case scope when 'gateway' then gateways.id end,
        case when scope in ('service', 'route') then api_services.id end, case scope when 'route' then routes.id end,
        ?, ?, ?::jsonb
      from (select ?::text as scope) s cross join tenants
      left join gateways on gateways.tenant_id = tenants.id
      left join api_services on api_services.tenant_id = tenants.id and api_services.name = ?
      left join routes on routes.api_service_id = api_services.id and routes.name = ?
      where tenants.slug = ?
      on conflict on constraint policies_one_per_place do update set spec = excluded.spec
      """;
  private static final String OFFER =
      """
      with tenant as (select id from tenants where slug = ?),
        offered as (select ?::text as name, ?::int as port),
        product as (insert into products (tenant_id, name, slug, version, status)
          select id, name, name, '1', 'active' from tenant, offered),
        service as (insert into api_services (tenant_id, name) select id, name from tenant, offered returning id),
        backend as (insert into backends (api_service_id, name) select id, name from service, offered
          returning id, api_service_id),
        endpoint as (insert into backend_endpoints (backend_id, host, port)
          select id, '127.0.0.1', port from backend, offered),
        route as (insert into routes (api_service_id, name, path_kind, path, streaming)
          select id, name, 'prefix', '/', true from service, offered returning id)
      insert into route_backends (route_id, backend_id, api_service_id)
      select route.id, backend.id, api_service_id from route, backend
      """;
  private static final String ADD_BACKEND =
      """
      with added as (insert into backends (api_service_id, name)
          select id, ? from api_services where name = ? returning id)
      insert into backend_endpoints (backend_id, host, port) select id, '127.0.0.1', ? from added
      """;
  private static final String ADD_FALLBACK =
      """
      insert into route_backends (route_id, backend_id, api_service_id, failover_order)
      select routes.id, backends.id, routes.api_service_id, 1
      from routes join backends on backends.api_service_id = routes.api_service_id
      where routes.name = ? and backends.name = ?
      """;
  private static final String PUBLISH =
      """
      with published as (
        insert into product_publishes (product_id, provider_tenant_id, gateway_id, cluster_id, environment, auth_mode,
          auth_config, hostname, visibility, status, published_at)
        select products.id, tenants.id, gateways.id, clusters.id, ?, 'none', '{"allow_anonymous": true}',
          products.slug || '.test', 'public', 'PUBLISHED', now()
        from tenants
        join products on products.tenant_id = tenants.id
        join gateways on gateways.tenant_id = tenants.id and gateways.name = tenants.slug
        cross join clusters
        where tenants.slug = ? and products.slug = ? and clusters.name = ?
        returning id, product_id, provider_tenant_id)
      insert into publish_services (publish_id, api_service_id, provider_tenant_id)
      select published.id, api_services.id, provider_tenant_id
      from published
      join products on products.id = product_id
      join api_services on api_services.tenant_id = provider_tenant_id and api_services.name = products.slug
      """;
  private static final String WITHDRAW =
      """
      update product_publishes set status = 'WITHDRAWN', withdrawn_at = now()
      from products, tenants, clusters
      where products.id = product_id and tenants.id = products.tenant_id and clusters.id = cluster_id
        and tenants.slug = ? and products.slug = ? and clusters.name = ? and product_publishes.status = 'PUBLISHED'
      """;
  private static final String REMOVE =
      """
      delete from product_publishes using products where product_id = products.id and slug = ?;
      delete from products where slug = ?;
      delete from routes where name = ?;
      delete from api_services where name = ?
      """;
  private static final String LEAVE =
      """
      delete from product_publishes using tenants where provider_tenant_id = tenants.id and slug = ?;
      delete from products using tenants where tenant_id = tenants.id and tenants.slug = ?;
      delete from policies using tenants where tenant_id = tenants.id and slug = ?;
      delete from gateways using tenants where tenant_id = tenants.id and slug = ?;
      delete from llm_models using backends, api_services, tenants
        where backend_id = backends.id and api_service_id = api_services.id and api_services.tenant_id = tenants.id
          and slug = ?;
      delete from routes using tenants, api_services
        where api_service_id = api_services.id and tenant_id = tenants.id and slug = ?;
      delete from api_services using tenants where tenant_id = tenants.id and slug = ?;
      delete from tenants where slug = ?
      """;

  private final SqlClient rows;
  private final String slug;
  private final int port;

  /**
   * Creates the tenant and its gateway.
   *
   * @param slug the slug of the tenant and the name of its gateway
   * @param port the port of the gateway's listener
   */
  public ProviderTenant(SqlClient rows, String slug, int port) {
    this.rows = rows;
    this.slug = slug;
    this.port = port;
    delete(rows, slug);
    rows.execute(TENANT, slug, port);
  }

  public String slug() {
    return slug;
  }

  public int port() {
    return port;
  }

  /** Adds a TLS listener with the certificate in a secret. */
  public ProviderTenant addTlsListener(int securePort, String secret) {
    rows.execute(SECURE, securePort, secret, slug);
    return this;
  }

  /** Sets the inspection of all routes: {@code pre_only} or {@code pre_and_incremental}. */
  public ProviderTenant setInspection(String inspection) {
    rows.execute(INSPECT, inspection, slug);
    return this;
  }

  /** Sets a policy of the tenant, which applies to all its gateways, services and routes. */
  public ProviderTenant setPolicy(String kind, String spec) {
    return setPolicy("global", "", "", kind, spec);
  }

  /** Sets a policy of the gateway. */
  public ProviderTenant setGatewayPolicy(String kind, String spec) {
    return setPolicy("gateway", "", "", kind, spec);
  }

  /** Sets a policy of a service. */
  public ProviderTenant setServicePolicy(String service, String kind, String spec) {
    return setPolicy("service", service, "", kind, spec);
  }

  /** Sets a policy of a route. */
  public ProviderTenant setRoutePolicy(String service, String route, String kind, String spec) {
    return setPolicy("route", service, route, kind, spec);
  }

  private ProviderTenant setPolicy(
      String scope, String service, String route, String kind, String spec) {
    rows.execute(SET_POLICY, kind, kind, spec, scope, service, route, slug);
    return this;
  }

  /** Deletes the policies of a kind. */
  public void deletePolicies(String kind) {
    rows.execute(
        "delete from policies using tenants where tenant_id = tenants.id and slug = ?"
            + " and policies.kind = ?",
        slug,
        kind);
  }

  /** Adds a product whose requests are all sent to a port of this machine. */
  public ProviderTenant addProduct(String product, int upstream) {
    rows.execute(OFFER, slug, product, upstream);
    return this;
  }

  /** Adds a backend that no route uses to the service of a product. */
  public void addBackend(String product, String backend, int upstream) {
    rows.execute(ADD_BACKEND, backend, product, upstream);
  }

  /** Adds a fallback backend to the route of a product. */
  public void addFallback(String product, String backend, int upstream) {
    addBackend(product, backend, upstream);
    rows.execute(ADD_FALLBACK, product, backend);
  }

  /** Publishes a product under its default host name, without authentication. */
  public ProviderTenant publishProduct(String product, String environment, String cluster) {
    rows.execute(PUBLISH, environment, slug, product, cluster);
    return this;
  }

  public void withdrawProduct(String product, String cluster) {
    rows.execute(WITHDRAW, slug, product, cluster);
  }

  /** Deletes a product with its service, route, backend and endpoint. */
  public void deleteProduct(String product) {
    rows.execute(REMOVE, product, product, product, product);
  }

  /** Deletes the tenant with all its rows. */
  @Override
  public void close() {
    delete(rows, slug);
  }

  /** Deletes a tenant with all its rows, if there is one. */
  public static void delete(SqlClient rows, String slug) {
    rows.execute(LEAVE, slug, slug, slug, slug, slug, slug, slug, slug);
  }
}
