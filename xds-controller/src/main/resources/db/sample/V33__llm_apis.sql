-- The other APIs that SDKs of language models call, on the backends of the chat service. Every statement may run again
-- and leaves what is there alone.
insert into routes (api_service_id, name, path_kind, path, methods, dialect, min_level, streaming, timeout_ms,
  idle_timeout_ms)
select api_services.id, route.name, route.path_kind, route.path, route.methods, route.dialect, 'viewer',
  route.streaming, case when route.streaming then 0 else 60000 end, 60000
from (values
  ('embeddings', 'exact', '/v1/embeddings', array['POST'], 'openai', false),
  ('moderations', 'exact', '/v1/moderations', array['POST'], 'openai', false),
  ('responses', 'exact', '/v1/responses', array['POST'], 'openai', true),
  ('response-tokens', 'exact', '/v1/responses/input_tokens', array['POST'], 'openai', false),
  ('response-compact', 'exact', '/v1/responses/compact', array['POST'], 'openai', true),
  ('response', 'template', '/v1/responses/{id}', array['GET', 'DELETE'], 'openai', true),
  ('response-items', 'template', '/v1/responses/{id}/input_items', array['GET'], 'openai', false),
  ('response-cancel', 'template', '/v1/responses/{id}/cancel', array['POST'], 'openai', false),
  ('messages', 'exact', '/v1/messages', array['POST'], 'anthropic', true),
  ('message-tokens', 'exact', '/v1/messages/count_tokens', array['POST'], 'anthropic', false)
) route (name, path_kind, path, methods, dialect, streaming)
join api_services on api_services.name = 'chat'
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
on conflict do nothing;

insert into route_backends (route_id, backend_id, api_service_id, weight)
select routes.id, backends.id, routes.api_service_id, case backends.name when 'chat-canary' then 0 else 100 end
from routes
join backends on backends.api_service_id = routes.api_service_id and backends.name in ('chat', 'chat-canary')
join api_services on api_services.id = routes.api_service_id and api_services.name = 'chat'
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
where routes.name in ('embeddings', 'moderations', 'responses', 'response-tokens', 'response-compact', 'response',
  'response-items', 'response-cancel', 'messages', 'message-tokens')
on conflict do nothing;

-- Coding clients stream completions too.
insert into policies (tenant_id, scope, api_service_id, kind, name, spec)
select api_services.tenant_id, 'service', api_services.id, 'dlp', 'Inspect completions as they stream',
  '{"inspection": "pre_and_incremental"}'
from api_services join tenants on tenants.id = api_services.tenant_id
where tenants.slug = 'sample' and api_services.name = 'autocomplete'
on conflict do nothing;
