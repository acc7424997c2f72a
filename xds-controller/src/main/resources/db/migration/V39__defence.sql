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

-- Automatic blocks ----------------------------------------------------------------------------------------------------------
-- Writes the blocks of a server, each one IPv4 address or the first 64 bits of an IPv6 address. A block never becomes
-- shorter. At most 10,000 automatic rows exist; those that ended a day ago are deleted.
create function write_auto_blocks(node text, blocks jsonb, out written int, out skipped int)
language plpgsql set search_path = public, pg_temp as $$
declare
  room int;
begin
  perform pg_advisory_xact_lock(hashtextextended('auto blocks', 39));
  delete from ip_blocks where source = 'auto' and expires_at < now() - interval '1 day';
  room := 10000 - (select count(*) from ip_blocks where source = 'auto');
  insert into ip_blocks as b (cidr, action, source, reason, expires_at, created_by)
    select k.cidr::cidr, 'deny', 'auto', max(k.failures) || ' failed credentials',
      now() + max(k.seconds) * interval '1 second', left(node, 200)
    from jsonb_to_recordset(blocks) as k(cidr text, seconds int, failures int)
    where case when pg_input_is_valid(k.cidr, 'cidr')
        then masklen(k.cidr::cidr) = case family(k.cidr::cidr) when 4 then 32 else 64 end else false end
      and k.seconds between 1 and 86400
    group by k.cidr::cidr order by 1 limit greatest(room, 0)
    on conflict on constraint ip_blocks_once do update set
      reason = excluded.reason, created_by = excluded.created_by, expires_at = greatest(b.expires_at, excluded.expires_at)
      where b.expires_at is not null;
  get diagnostics written = row_count;
  skipped := jsonb_array_length(blocks) - written;
end
$$;

-- Grants --------------------------------------------------------------------------------------------------------------------
revoke execute on function touch_blocks_of_tenant from public;
grant select on emergency_factors to sluice_compiler, sluice_api;
grant insert, update, delete on emergency_factors to sluice_api;
grant select, insert, update, delete on emergency_factors to sluice_management;
revoke execute on function write_auto_blocks from public;
grant execute on function write_auto_blocks to sluice_compiler;
grant insert, update, delete on ip_blocks to sluice_compiler;
