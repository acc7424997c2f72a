-- The products ${from} to ${to} of the bench: each a publish of its own service, with ten routes, one backend with one
-- endpoint on ${port}, and one host. Nobody has to say who he is.
insert into api_services (tenant_id, name)
select tenants.id, 'bench-' || n
from tenants cross join generate_series(${from}, ${to}) n
where tenants.slug = 'sample';

insert into backends (api_service_id, name)
select api_services.id, 'main'
from generate_series(${from}, ${to}) n
join tenants on tenants.slug = 'sample'
join api_services on api_services.tenant_id = tenants.id and api_services.name = 'bench-' || n;

insert into backend_endpoints (backend_id, host, port)
select backends.id, '127.0.0.1', ${port}
from generate_series(${from}, ${to}) n
join tenants on tenants.slug = 'sample'
join api_services on api_services.tenant_id = tenants.id and api_services.name = 'bench-' || n
join backends on backends.api_service_id = api_services.id;

insert into routes (api_service_id, name, path_kind, path, rewrite_prefix)
select api_services.id, 'r' || r, 'prefix', '/r' || r, '/g0/r' || r
from generate_series(${from}, ${to}) n
cross join generate_series(0, 9) r
join tenants on tenants.slug = 'sample'
join api_services on api_services.tenant_id = tenants.id and api_services.name = 'bench-' || n;

insert into route_backends (route_id, backend_id, api_service_id)
select routes.id, backends.id, routes.api_service_id
from generate_series(${from}, ${to}) n
join tenants on tenants.slug = 'sample'
join api_services on api_services.tenant_id = tenants.id and api_services.name = 'bench-' || n
join routes on routes.api_service_id = api_services.id
join backends on backends.api_service_id = api_services.id;

insert into products (tenant_id, name, slug, version, status)
select tenants.id, 'bench-' || n, 'bench-' || n, '1', 'active'
from tenants cross join generate_series(${from}, ${to}) n
where tenants.slug = 'sample';

insert into product_publishes (product_id, provider_tenant_id, gateway_id, cluster_id, environment, auth_mode, hostname,
  visibility, status, published_at, published_by)
select products.id, products.tenant_id, gateways.id, clusters.id, 'dev', 'none', 'p' || n || '.bench.test', 'public',
  'PUBLISHED', now(), 'bench'
from generate_series(${from}, ${to}) n
join tenants on tenants.slug = 'sample'
join products on products.tenant_id = tenants.id and products.name = 'bench-' || n and products.version = '1'
join gateways on gateways.tenant_id = tenants.id and gateways.name = 'ai-gateway'
join clusters on clusters.name = 'default';

insert into publish_services (publish_id, api_service_id, provider_tenant_id)
select product_publishes.id, api_services.id, api_services.tenant_id
from generate_series(${from}, ${to}) n
join tenants on tenants.slug = 'sample'
join products on products.tenant_id = tenants.id and products.name = 'bench-' || n and products.version = '1'
join product_publishes on product_publishes.product_id = products.id
join api_services on api_services.tenant_id = tenants.id and api_services.name = 'bench-' || n;

insert into publish_hostnames (publish_id, host)
select product_publishes.id, product_publishes.hostname
from generate_series(${from}, ${to}) n
join tenants on tenants.slug = 'sample'
join products on products.tenant_id = tenants.id and products.name = 'bench-' || n and products.version = '1'
join product_publishes on product_publishes.product_id = products.id;
