-- The API gateway of the sample: Aura behind /api/aura/, what a person needs to log in, and three small services in two
-- versions. Every statement may run again and leaves what is there alone.

with gateway as (
  insert into gateways (tenant_id, name) select id, 'api-gateway' from tenants where slug = 'sample'
  on conflict do nothing returning id
)
insert into gateway_listeners (gateway_id, name, port, protocol) select id, 'http', 8080, 'HTTP' from gateway;

insert into api_services (tenant_id, name, description)
select tenants.id, service.name, service.description
from tenants, (values
  ('aura', 'Agents and their event streams'),
  ('approvals', 'What people say to the requests of agents'),
  ('login', 'How a person gets a token'),
  ('monitoring', 'Pages seen'),
  ('internal', 'Calls of other services'),
  ('user', 'Users'),
  ('policy', 'Policies'),
  ('recommendation', 'Recommendations')
) service (name, description)
where tenants.slug = 'sample'
on conflict do nothing;

insert into api_versions (api_service_id, label, is_default)
select api_services.id, version.label, version.is_default
from api_services
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
cross join (values ('v1', false), ('v2', true)) version (label, is_default)
where api_services.name in ('user', 'policy', 'recommendation')
on conflict do nothing;

insert into backends (api_service_id, name)
select api_services.id, api_services.name
from api_services
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
where api_services.name in ('aura', 'approvals', 'login', 'monitoring', 'internal', 'user', 'policy', 'recommendation')
on conflict do nothing;

insert into routes (api_service_id, api_version_id, name, path_kind, path, rewrite_prefix, streaming, sse_ids, timeout_ms,
  open)
select api_services.id, api_versions.id, route.name, route.path_kind, route.path, route.rewrite_prefix, route.streaming,
  route.sse_ids, case when route.streaming then 0 else 30000 end, route.open
from (values
  ('aura', null, 'aura', 'prefix', '/api/aura/', '/aura/', true, 'add', false),
  ('approvals', null, 'aura-hitl', 'prefix', '/api/aura/hitl/', '/aura/hitl/', false, 'none', false),
  ('login', null, 'login', 'exact', '/api/auth/login', '/auth/login', false, 'none', true),
  ('login', null, 'login-policy', 'exact', '/api/auth/policy', '/auth/policy', false, 'none', true),
  ('login', null, 'login-idp', 'exact', '/api/auth/idp', '/auth/idp', false, 'none', true),
  ('monitoring', null, 'monitoring', 'prefix', '/api/monitoring/', '/monitoring/', false, 'none', false),
  ('internal', null, 'internal', 'prefix', '/internal/', null, false, 'none', false),
  ('user', 'v1', 'user-v1', 'prefix', '/api/v1/', null, false, 'none', false),
  ('user', 'v2', 'user-v2', 'prefix', '/api/v2/', null, false, 'none', false),
  ('policy', 'v1', 'policy-v1', 'prefix', '/api/v1/policies', null, false, 'none', false),
  ('policy', 'v2', 'policy-v2', 'prefix', '/api/v2/policies', null, false, 'none', false),
  ('recommendation', 'v1', 'recommendation-v1', 'prefix', '/api/v1/recommendations', null, false, 'none', false),
  ('recommendation', 'v2', 'recommendation-v2', 'prefix', '/api/v2/recommendations', null, false, 'none', false)
) route (service, version, name, path_kind, path, rewrite_prefix, streaming, sse_ids, open)
join api_services on api_services.name = route.service
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
left join api_versions on api_versions.api_service_id = api_services.id and api_versions.label = route.version
on conflict do nothing;

insert into route_backends (route_id, backend_id, api_service_id)
select routes.id, backends.id, routes.api_service_id
from routes
join backends on backends.api_service_id = routes.api_service_id
join api_services on api_services.id = routes.api_service_id and api_services.name = backends.name
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
where api_services.name in ('aura', 'approvals', 'login', 'monitoring', 'internal', 'user', 'policy', 'recommendation')
on conflict do nothing;

-- A browser application in development, and none elsewhere.
insert into policies (tenant_id, scope, api_service_id, kind, name, spec, environment)
select tenants.id, 'service', api_services.id, 'cors', 'A browser application on this machine',
  '{"origins": ["http://localhost:4200"]}', 'dev'
from api_services
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
where api_services.name in ('aura', 'approvals', 'login', 'monitoring', 'user', 'policy', 'recommendation')
on conflict do nothing;

insert into products (tenant_id, name, slug, version, description, categories, status)
select id, 'API', 'api', '1', 'Aura, login and the sample services', array['api'], 'active'
from tenants where slug = 'sample'
on conflict do nothing;

-- The product offers its services in the same transaction in which it becomes published.
insert into product_publishes (product_id, provider_tenant_id, gateway_id, cluster_id, environment, auth_mode,
  auth_config, hostname, visibility, status, published_at, published_by)
select products.id, products.tenant_id, gateways.id, clusters.id, 'dev', 'oauth2',
  '{"issuer": "default", "resource": "http://localhost:8080", "authorization_servers": ["http://127.0.0.1:9203"]}',
  'localhost', 'public', 'PUBLISHED', now(), 'sample data'
from products
join tenants on tenants.id = products.tenant_id and tenants.slug = 'sample'
join gateways on gateways.tenant_id = tenants.id and gateways.name = 'api-gateway'
join clusters on clusters.name = 'default'
where products.slug = 'api' and not exists (select from product_publishes where product_id = products.id)
on conflict do nothing;

insert into publish_services (publish_id, api_service_id, provider_tenant_id)
select product_publishes.id, api_services.id, api_services.tenant_id
from product_publishes
join products on products.id = product_publishes.product_id and products.slug = 'api'
join tenants on tenants.id = products.tenant_id and tenants.slug = 'sample'
join api_services on api_services.tenant_id = tenants.id
where api_services.name in ('aura', 'approvals', 'login', 'monitoring', 'internal', 'user', 'policy', 'recommendation')
on conflict do nothing;

insert into publish_hostnames (publish_id, host)
select product_publishes.id, host
from product_publishes
join products on products.id = product_publishes.product_id and products.slug = 'api'
join tenants on tenants.id = products.tenant_id and tenants.slug = 'sample'
cross join unnest(array['127.0.0.1', 'localhost']) host
on conflict do nothing;
