-- Limits of single routes become smaller while their upstreams fail, and automatic blocks write events.

-- Events of Sluice ------------------------------------------------------------------------------------------------------
-- Writes an event for a change that no person made. The compiler may execute it, and cannot write events of people.
create function write_system_event(actor text, action text, type text, id uuid, name text, tenant uuid, before jsonb,
  after jsonb) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into change_events (tenant_id, actor_id, actor_role, action, portal, resource_type, resource_id, resource_name,
      before, after)
    values (tenant, left(actor, 200), 'system', action, 'operator', type, id, name, before, after)
$$;

-- Automatic blocks ------------------------------------------------------------------------------------------------------
create index ip_blocks_auto on ip_blocks (expires_at) where source = 'auto';

-- Deletes automatic blocks that have ended, with an event for each; returns how many.
create function end_auto_blocks(out ended int)
language plpgsql set search_path = public, pg_temp as $$
declare
  gone ip_blocks;
begin
  ended := 0;
  for gone in delete from ip_blocks where source = 'auto' and expires_at <= now() returning * loop
    ended := ended + 1;
    perform write_system_event('xds-controller', 'DELETE', 'ip_block', gone.id, gone.cidr::text, null, to_jsonb(gone), null);
  end loop;
end
$$;

-- Writes the blocks of a server, each one IPv4 address or the first 64 bits of an IPv6 address, with an event for each row
-- that is new or ends later. A block never becomes shorter. At most 10,000 automatic rows exist.
create or replace function write_auto_blocks(node text, blocks jsonb, out written int, out skipped int)
language plpgsql set search_path = public, pg_temp as $$
declare
  room int;
  block record;
begin
  perform pg_advisory_xact_lock(hashtextextended('auto blocks', 39));
  perform end_auto_blocks();
  room := 10000 - (select count(*) from ip_blocks where source = 'auto');
  written := 0;
  for block in
    with wanted as (
      select k.cidr::cidr as cidr, max(k.failures) as failures, max(k.seconds) as seconds
      from jsonb_to_recordset(blocks) as k(cidr text, seconds int, failures int)
      where case when pg_input_is_valid(k.cidr, 'cidr')
          then masklen(k.cidr::cidr) = case family(k.cidr::cidr) when 4 then 32 else 64 end else false end
        and k.seconds between 1 and 86400
      group by k.cidr::cidr order by 1 limit greatest(room, 0)),
    earlier as (
      select b.* from ip_blocks b join wanted w on b.cidr = w.cidr
      where b.action = 'deny' and b.source = 'auto' and b.tenant_id is null),
    taken as (
      insert into ip_blocks as b (cidr, action, source, reason, expires_at, created_by)
        select w.cidr, 'deny', 'auto', w.failures || ' failed credentials', now() + w.seconds * interval '1 second',
          left(node, 200)
        from wanted w order by 1
        on conflict on constraint ip_blocks_once do update set
          reason = excluded.reason, created_by = excluded.created_by,
          expires_at = greatest(b.expires_at, excluded.expires_at)
          where b.expires_at is not null
        returning b.*)
    select t.id, t.cidr::text as name, to_jsonb(t) as after, to_jsonb(e) as before, e.expires_at < t.expires_at as longer
    from taken t left join earlier e on e.id = t.id
  loop
    written := written + 1;
    if block.before is null then
      perform write_system_event(node, 'CREATE', 'ip_block', block.id, block.name, null, null, block.after);
    elsif block.longer then
      perform write_system_event(node, 'UPDATE', 'ip_block', block.id, block.name, null, block.before, block.after);
    end if;
  end loop;
  skipped := jsonb_array_length(blocks) - written;
end
$$;

-- Factors of single routes ------------------------------------------------------------------------------------------------
-- Rows with the source auto are written by the controller. They end unless the controller extends them.
alter table emergency_factors
  add column source text not null default 'manual' check (source in ('manual', 'auto')),
  -- The id of a planned route: the publish, a slash, and the route. Null for all routes.
  add column route text check (length(route) between 1 and 200),
  -- When the factor was last changed.
  add column stepped_at timestamptz,
  add constraint emergency_factors_auto_ends check (case source when 'manual' then route is null and stepped_at is null
    else route is not null and stepped_at is not null and expires_at is not null end);
create unique index emergency_factors_one_auto on emergency_factors (route) where source = 'auto';

-- The exchanges of a route that ended in one second and reached an upstream, for each process that saw some of them. They
-- are of use for minutes, and need no recovery after a crash of the database.
create unlogged table route_totals (
  route text not null check (length(route) between 1 and 200),
  at timestamptz not null,
  writer_id uuid not null,
  requests bigint not null check (requests >= 0),
  errors bigint not null check (errors between 0 and requests),
  slow bigint not null check (slow between 0 and requests),
  primary key (route, at, writer_id)
);
create index route_totals_at on route_totals (at);
create index route_totals_failed on route_totals (at) where errors > 0 or slow > 0;

-- Writes totals. A total never decreases, so an old report changes nothing.
create function apply_route_totals(writer uuid, totals jsonb) returns void
language sql set search_path = public, pg_temp as $$
  insert into route_totals as t (route, at, writer_id, requests, errors, slow)
    select s.route, to_timestamp(s.second), writer, s.requests, s.errors, s.slow
    from jsonb_to_recordset(totals) as s(route text, second bigint, requests bigint, errors bigint, slow bigint)
    where to_timestamp(s.second) between now() - interval '5 minutes' and now() + interval '1 minute'
    order by 1, 2
    on conflict (route, at, writer_id) do update set
      requests = excluded.requests, errors = excluded.errors, slow = excluded.slow
    where excluded.requests > t.requests
$$;

-- The routes whose automatic factor was deleted before its time. They are not judged for a while.
create table lifted_routes (
  route text primary key,
  at timestamptz not null default now()
);

create function note_lifted_route() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into lifted_routes (route) values (old.route) on conflict (route) do update set at = now();
  return null;
end
$$;
create trigger note_lifted after delete on emergency_factors for each row
  when (old.source = 'auto' and old.expires_at > now()) execute function note_lifted_route();

-- Grants --------------------------------------------------------------------------------------------------------------------
revoke execute on function write_system_event, end_auto_blocks, apply_route_totals, note_lifted_route from public;
grant execute on function write_system_event, end_auto_blocks, apply_route_totals to sluice_compiler;
grant insert, update, delete on emergency_factors to sluice_compiler;
grant select, insert, update, delete on route_totals, lifted_routes to sluice_compiler;
grant select on route_totals, lifted_routes to sluice_api;
