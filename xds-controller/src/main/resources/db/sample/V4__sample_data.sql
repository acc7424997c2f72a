-- Sample data for a first look: one cluster, one gateway, and the AI product with its routes. Every statement may run
-- again and leaves what is there alone. Addresses of the upstreams come from R__sample_upstreams.sql.

insert into tenants (slug, name, kind) values ('sample', 'Sample provider', 'provider') on conflict do nothing;

insert into clusters (name, region, cloud_provider, status, description, is_default)
select 'default', 'local', 'on-premise', 'active', 'Sample cluster', not exists (select from clusters where is_default)
on conflict do nothing;

with gateway as (
  insert into gateways (tenant_id, name) select id, 'ai-gateway' from tenants where slug = 'sample'
  on conflict do nothing returning id
)
insert into gateway_listeners (gateway_id, name, port, protocol) select id, 'http', 8081, 'HTTP' from gateway;

insert into api_services (tenant_id, name, description)
select tenants.id, service.name, service.description
from tenants, (values
  ('autocomplete', 'Code completion'),
  ('chat', 'Chat completion'),
  ('agent', 'Coding agent'),
  ('rag', 'Retrieval over indexed workspaces')
) service (name, description)
where tenants.slug = 'sample'
on conflict do nothing;

insert into backends (api_service_id, name, internal_token)
select api_services.id, backend.name, backend.internal_token
from (values
  ('autocomplete', 'autocomplete', false),
  ('chat', 'chat', false),
  ('chat', 'chat-canary', false),
  ('agent', 'agent', true),
  ('rag', 'rag', true)
) backend (service, name, internal_token)
join api_services on api_services.name = backend.service
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
on conflict do nothing;

-- A prefix rule of a level admits no method that a weaker rule behind it would let through: no methods are named there.
insert into routes (api_service_id, name, path_kind, path, methods, rewrite_prefix, min_level, streaming, timeout_ms,
  idle_timeout_ms)
select api_services.id, route.name, route.path_kind, route.path, route.methods, route.rewrite_prefix, route.min_level,
  route.streaming, route.timeout_ms, 60000
from (values
  ('autocomplete', 'completions', 'exact', '/v1/completions', array['POST'], null, 'viewer', true, 0),
  ('autocomplete', 'autocomplete', 'exact', '/v1/autocomplete', array['POST'], '/v1/completions', 'viewer', true, 0),
  ('autocomplete', 'health', 'exact', '/v1/health', array['GET'], null, 'viewer', false, 30000),
  ('chat', 'chat-completions', 'exact', '/v1/chat/completions', array['POST'], null, 'viewer', true, 0),
  ('chat', 'chat', 'exact', '/v1/chat', array['POST'], '/v1/chat/completions', 'viewer', true, 0),
  ('agent', 'agent', 'prefix', '/v1/agent', array['POST'], null, 'developer', false, 30000),
  ('rag', 'rag-index', 'prefix', '/v1/rag/index', array[]::text[], null, 'admin', false, 30000),
  ('rag', 'rag', 'prefix', '/v1/rag', array[]::text[], null, 'viewer', false, 30000)
) route (service, name, path_kind, path, methods, rewrite_prefix, min_level, streaming, timeout_ms)
join api_services on api_services.name = route.service
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
on conflict do nothing;

insert into route_backends (route_id, backend_id, api_service_id, weight)
select routes.id, backends.id, routes.api_service_id, case backends.name when 'chat-canary' then 0 else 100 end
from routes
join backends on backends.api_service_id = routes.api_service_id
join api_services on api_services.id = routes.api_service_id
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
on conflict do nothing;

-- Bodies are inspected everywhere, running event streams where people chat.
insert into policies (tenant_id, scope, kind, name, spec)
select id, 'global', 'dlp', 'Inspect requests and whole answers', '{"inspection": "pre_only"}'
from tenants where slug = 'sample'
on conflict do nothing;

insert into policies (tenant_id, scope, api_service_id, kind, name, spec)
select api_services.tenant_id, 'service', api_services.id, 'dlp', 'Inspect chat as it streams',
  '{"inspection": "pre_and_incremental"}'
from api_services join tenants on tenants.id = api_services.tenant_id
where tenants.slug = 'sample' and api_services.name = 'chat'
on conflict do nothing;

insert into products (tenant_id, name, slug, version, description, categories, status)
select id, 'AI', 'ai', '1', 'Completion, chat, agent and retrieval', array['ai'], 'active'
from tenants where slug = 'sample'
on conflict do nothing;

-- The product offers its services in the same transaction in which it becomes published.
insert into product_publishes (product_id, provider_tenant_id, gateway_id, cluster_id, environment, auth_mode,
  auth_config, hostname, visibility, status, published_at, published_by)
select products.id, products.tenant_id, gateways.id, clusters.id, 'dev', 'oauth2', '{"issuer": "default"}', 'localhost',
  'public', 'PUBLISHED', now(), 'sample data'
from products
join tenants on tenants.id = products.tenant_id and tenants.slug = 'sample'
join gateways on gateways.tenant_id = tenants.id and gateways.name = 'ai-gateway'
join clusters on clusters.name = 'default'
where products.slug = 'ai' and not exists (select from product_publishes where product_id = products.id)
on conflict do nothing;

insert into publish_services (publish_id, api_service_id, provider_tenant_id)
select product_publishes.id, api_services.id, api_services.tenant_id
from product_publishes
join products on products.id = product_publishes.product_id and products.slug = 'ai'
join tenants on tenants.id = products.tenant_id and tenants.slug = 'sample'
join api_services on api_services.tenant_id = tenants.id
where api_services.name in ('autocomplete', 'chat', 'agent', 'rag')
on conflict do nothing;

insert into publish_hostnames (publish_id, host)
select product_publishes.id, host
from product_publishes
join products on products.id = product_publishes.product_id and products.slug = 'ai'
join tenants on tenants.id = products.tenant_id and tenants.slug = 'sample'
cross join unnest(array['127.0.0.1', 'localhost']) host
on conflict do nothing;
