-- Where the sample backends are. Runs again whenever one of the configured addresses changes, and then replaces the
-- endpoints of these backends.
delete from backend_endpoints where backend_id in (
  select backends.id from backends
  join api_services on api_services.id = backends.api_service_id
  join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
  where backends.name in ('autocomplete', 'chat', 'chat-canary', 'agent', 'rag')
);

insert into backend_endpoints (backend_id, host, port)
select backends.id, upstream.host, upstream.port
from (values
  ('autocomplete', '${tabby_host}', ${tabby_port}),
  ('chat', '${chat_host}', ${chat_port}),
  ('chat-canary', '${chat_canary_host}', ${chat_canary_port}),
  ('agent', '${agent_host}', ${agent_port}),
  ('rag', '${rag_host}', ${rag_port})
) upstream (backend, host, port)
join backends on backends.name = upstream.backend
join api_services on api_services.id = backends.api_service_id
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample';
