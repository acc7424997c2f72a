-- The management API writes language models. Each belongs to a tenant and stands behind a backend of that tenant.
alter table llm_models enable row level security;
create policy others on llm_models using (current_user <> 'sluice_management')
  with check (current_user <> 'sluice_management');
-- The policies of backends hide those of other tenants. Shared models are not the API's.
create policy tenant_wall on llm_models to sluice_management using (tenant_id = api_tenant())
  with check (tenant_id = api_tenant() and exists (select from backends b where b.id = backend_id));

grant select, insert, update, delete on llm_models to sluice_management;
