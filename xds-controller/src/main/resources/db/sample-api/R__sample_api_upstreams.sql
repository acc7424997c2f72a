-- Where the sample backends of the API gateway are. Runs again whenever one of the configured addresses changes, and
-- then replaces the endpoints of these backends.
delete from backend_endpoints where backend_id in (
  select backends.id from backends
  join api_services on api_services.id = backends.api_service_id
  join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
  where backends.name in ('aura', 'approvals', 'login', 'monitoring', 'internal', 'user', 'policy', 'recommendation')
);

insert into backend_endpoints (backend_id, host, port)
select backends.id, upstream.host, upstream.port
from (values
  ('aura', '${aura_host}', ${aura_port}),
  ('approvals', '${services_host}', ${services_port}),
  ('login', '${services_host}', ${services_port}),
  ('monitoring', '${services_host}', ${services_port}),
  ('internal', '${services_host}', ${services_port}),
  ('user', '${services_host}', ${services_port}),
  ('policy', '${services_host}', ${services_port}),
  ('recommendation', '${services_host}', ${services_port})
) upstream (backend, host, port)
join backends on backends.name = upstream.backend
join api_services on api_services.id = backends.api_service_id
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample';
