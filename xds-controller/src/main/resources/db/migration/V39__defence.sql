-- Address blocks reach policy servers, and factors make rate limits smaller in an emergency.

-- Policy servers know a tenant by its slug too, so that the blocks of a tenant follow its slug.
create function touch_blocks_of_tenant() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update ip_blocks set tenant_id = new.id where tenant_id = new.id;
  return null;
end
$$;
create trigger touch_blocks after update of slug on tenants for each row
  when (old.slug is distinct from new.slug) execute function touch_blocks_of_tenant();

-- The smallest factor that covers a request counts. Without a cluster it covers all, and without an environment too.
create table emergency_factors (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$'),
  cluster_id uuid references clusters (id) on delete cascade,
  environment text check (environment in ('dev', 'staging', 'prod')),
  factor double precision not null check (factor between 0.001 and 1),
  reason text not null check (length(reason) between 1 and 2000),
  expires_at timestamptz,
  created_by text not null check (length(created_by) between 1 and 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0
);
create trigger touch before update on emergency_factors for each row execute function touch_aggregate();
call watch_table('emergency_factors', 'id');

-- Factors belong to no tenant.
alter table emergency_factors enable row level security;
create policy others on emergency_factors using (current_user <> 'sluice_management')
  with check (current_user <> 'sluice_management');
create policy tenant_wall on emergency_factors to sluice_management using (api_is_system()) with check (api_is_system());

-- Grants --------------------------------------------------------------------------------------------------------------------
revoke execute on function touch_blocks_of_tenant from public;
grant select on emergency_factors to sluice_compiler, sluice_api;
grant insert, update, delete on emergency_factors to sluice_api;
grant select, insert, update, delete on emergency_factors to sluice_management;
