-- Purges of cached responses. extproc-dlp-server drops the responses to requests that came before one.
create table cache_purges (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  -- Null for all services of the tenant.
  api_service_id uuid,
  -- Null for all responses.
  tag text check (tag ~ '^[a-z0-9][a-z0-9._:-]{0,63}$'),
  created_by text not null check (length(created_by) between 1 and 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  foreign key (api_service_id, tenant_id) references api_services (id, tenant_id) on delete cascade
);
create index cache_purges_tenant on cache_purges (tenant_id, created_at);
create index cache_purges_service on cache_purges (api_service_id);

create trigger touch before update on cache_purges for each row execute function touch_row();
call watch_table('cache_purges', 'id');

-- No response is older than a day, so that older purges have no effect.
create function drop_old_cache_purges() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  delete from cache_purges where tenant_id = new.tenant_id and created_at < now() - interval '2 days';
  return new;
end
$$;
create trigger drop_old before insert on cache_purges for each row execute function drop_old_cache_purges();

alter table cache_purges enable row level security;
create policy others on cache_purges using (current_user <> 'sluice_management')
  with check (current_user <> 'sluice_management');
create policy tenant_wall on cache_purges to sluice_management using (tenant_id = api_tenant())
  with check (tenant_id = api_tenant());

grant select on cache_purges to sluice_compiler, sluice_api;
grant insert, update, delete on cache_purges to sluice_api;
grant select, insert on cache_purges to sluice_management;
