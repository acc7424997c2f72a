package dev.sluice.controller.testkit;

/** The rows of a provider that publishes products in the cluster {@code edge}. */
public final class PublishedProducts {
  private PublishedProducts() {}

  /** Adds a provider with a gateway and a service. */
  public static void addProvider(Postgres postgres) {
    postgres.execute(
        """
        insert into tenants (slug, name, kind) values ('acme', 'Acme', 'provider');
        insert into gateways (tenant_id, name) select id, 'public' from tenants;
        insert into gateway_listeners (gateway_id, name, port, protocol)
          select id, 'http', 8080, 'HTTP' from gateways;
        insert into api_services (tenant_id, name) select id, 'orders' from tenants;
        """);
  }

  /** Adds products of the provider and publishes them. */
  public static void publish(Postgres postgres, int count) {
    postgres.execute(
        """
        insert into products (tenant_id, name, slug, version, status)
          select t.id, 'p' || n, 'p' || n, '1', 'active' from tenants t, generate_series(1, %d) n;
        insert into product_publishes (product_id, provider_tenant_id, gateway_id, cluster_id,
            environment, auth_mode, hostname)
          select p.id, t.id, g.id, c.id, 'dev', 'apikey', p.slug || '.example.com'
          from products p, tenants t, gateways g, clusters c where c.name = 'edge';
        insert into publish_services (publish_id, api_service_id)
          select d.id, s.id from product_publishes d, api_services s;
        update product_publishes set status = 'PUBLISHED', published_at = now();
        """
            .formatted(count));
  }
}
