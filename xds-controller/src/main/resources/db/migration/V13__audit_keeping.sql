-- How long audit rows stay, who may see whose, and what people changed. Rows go by whole partitions only, by one role,
-- and leave a signed boundary in the chain of each writer.

-- Roles ---------------------------------------------------------------------------------------------------------------
do $$
declare
  name text;
begin
  foreach name in array array['sluice_audit_purger', 'sluice_audit_reader'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I login nosuperuser', name);
    end if;
  end loop;
end
$$;

-- What people changed --------------------------------------------------------------------------------------------------
create table change_events (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  tenant_id text,
  actor_id text not null,
  actor_name text,
  actor_role text,
  action text not null check (action in ('CREATE', 'UPDATE', 'DELETE', 'DEPLOY', 'PUBLISH', 'WITHDRAW', 'LOGIN', 'LOGOUT',
    'APPROVE', 'REJECT', 'PURGE')),
  portal text not null check (portal in ('operator', 'provider', 'consumer', 'admin')),
  resource_type text not null,
  resource_id text,
  resource_name text,
  client_ip inet,
  user_agent text,
  request_method text,
  request_path text,
  correlation_id text,
  before jsonb,
  after jsonb
);
create index change_events_tenant on change_events (tenant_id, at desc);
create index change_events_resource on change_events (resource_type, resource_id, at desc);
create index change_events_portal on change_events (portal, action);
create trigger refuse_change before update or delete on change_events
  for each row execute function refuse_change();
create trigger refuse_truncate before truncate on change_events
  for each statement execute function refuse_change();

-- Whose rows must stay ---------------------------------------------------------------------------------------------------
create table legal_holds (
  id uuid primary key default gen_random_uuid(),
  tenant text not null check (tenant <> ''),
  reason text not null check (reason <> ''),
  created_by text not null check (created_by <> ''),
  created_at timestamptz not null default now(),
  from_ms bigint,
  to_ms bigint,
  released_at timestamptz,
  constraint legal_holds_range check (from_ms <= to_ms)
);
comment on table legal_holds is 'from_ms and to_ms are inclusive; without them the hold is for all time';

-- A hold ends by being released, once; what it was stays to be read.
create function refuse_hold_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.released_at is null
      and to_jsonb(old) - 'released_at' = to_jsonb(new) - 'released_at' then
    return new;
  end if;
  raise exception '% on a legal hold is refused: it can only be released', tg_op
    using errcode = 'insufficient_privilege';
end
$$;
create trigger refuse_change before update or delete on legal_holds
  for each row execute function refuse_hold_change();
create trigger refuse_truncate before truncate on legal_holds
  for each statement execute function refuse_hold_change();

-- Partitions with what they may hold -------------------------------------------------------------------------------------
create view audit_partitions as
select child.relname::text as partition, parent.relname::text as parent, bounds[1]::bigint as from_ms,
  bounds[2]::bigint as to_ms
from pg_inherits
join pg_class child on child.oid = inhrelid
join pg_class parent on parent.oid = inhparent
cross join regexp_match(pg_get_expr(child.relpartbound, child.oid),
  'FROM \(''?(-?\d+)''?\) TO \(''?(-?\d+)''?\)') as bounds
where inhparent in ('audit_events'::regclass, 'decision_events'::regclass, 'audit_side_records'::regclass);

-- Whose record it is and when it was made, as its own bytes say; nothing when they cannot be read.
create function audit_record_head(record bytea, out tenant text, out ts_ms bigint) language plpgsql immutable
set search_path = public, pg_temp as $$
begin
  tenant := convert_from(record, 'UTF8')::jsonb ->> 'tenant_id';
  ts_ms := (convert_from(record, 'UTF8')::jsonb ->> 'ts_ms')::bigint;
exception when data_exception then
  tenant := null;
  ts_ms := null;
end
$$;

-- Why a partition has to stay, or null. What a side record cannot tell of itself counts as under any hold.
create function audit_purge_refusal(name text, cutoff_ms bigint) returns text language plpgsql
set search_path = public, pg_temp as $$
declare
  found_one audit_partitions;
  held text;
  rows_of_the_hold text := 'select from %I r where r.tenant_id = h.tenant
    and r.ts_ms between coalesce(h.from_ms, r.ts_ms) and coalesce(h.to_ms, r.ts_ms)';
begin
  select * into found_one from audit_partitions where partition = name;
  if not found then
    return 'no partition of an audit table';
  end if;
  -- No row is younger than the end of what its partition may hold.
  if found_one.to_ms > cutoff_ms then
    return 'it may hold rows younger than the cutoff';
  end if;
  if found_one.parent = 'audit_side_records' then
    rows_of_the_hold := 'select from %I s, audit_record_head(s.record) r where coalesce(r.tenant = h.tenant, true)
      and coalesce(r.ts_ms between coalesce(h.from_ms, r.ts_ms) and coalesce(h.to_ms, r.ts_ms), true)';
  end if;
  execute format('select min(h.tenant) from legal_holds h where h.released_at is null and exists ('
      || rows_of_the_hold || ')', name) into held;
  return 'legal hold of tenant ' || held;
exception when insufficient_privilege then
  return 'it belongs to another role';
end
$$;

-- The links that would go for good with a partition, as runs of consecutive numbers of a writer in which each link holds
-- the hash of the one before. A link that another table still has, or a boundary tells already, does not go.
create function audit_partition_runs(name text)
returns table (writer_id uuid, first_seq bigint, last_seq bigint, prev_hash bytea, hash bytea) language plpgsql
set search_path = public, pg_temp as $$
declare
  target text := (select parent from audit_partitions where partition = name);
  elsewhere text := 'select from audit_side_records o where o.writer_id = p.writer_id and o.writer_seq = p.writer_seq';
begin
  if target = 'audit_side_records' then
    elsewhere := elsewhere || format(' and o.tableoid <> %L::regclass', quote_ident(name)) || ' union all'
      ' select from audit_events o where o.writer_id = p.writer_id and o.writer_seq = p.writer_seq union all'
      ' select from decision_events o where o.writer_id = p.writer_id and o.writer_seq = p.writer_seq';
  end if;
  return query execute format($sql$
    with gone as (
      select distinct on (p.writer_id, p.writer_seq) p.writer_id, p.writer_seq, p.prev_hash, p.hash
      from %I p
      where p.writer_id is not null and not exists (%s) and not exists (
        select from audit_boundaries b
        where b.writer_id = p.writer_id and p.writer_seq between b.first_seq and b.last_seq)
      order by p.writer_id, p.writer_seq
    ), marked as (
      select g.*,
        (lag(g.writer_seq) over w, lag(g.hash) over w) is distinct from (g.writer_seq - 1, g.prev_hash) as starts,
        (lead(g.writer_seq) over w, lead(g.prev_hash) over w) is distinct from (g.writer_seq + 1, g.hash) as ends
      from gone g window w as (partition by g.writer_id order by g.writer_seq)
    ), paired as (
      select m.writer_id, m.writer_seq, m.prev_hash, m.starts,
        case when m.ends then m.writer_seq else lead(m.writer_seq) over w end as last_seq,
        case when m.ends then m.hash else lead(m.hash) over w end as hash
      from marked m where m.starts or m.ends window w as (partition by m.writer_id order by m.writer_seq)
    )
    select r.writer_id, r.writer_seq, r.last_seq, r.prev_hash, r.hash from paired r where r.starts
      order by r.writer_id, r.writer_seq
    $sql$, name, elsewhere);
end
$$;

-- Keeps rows and holds from coming while the transaction lasts, and refuses a partition that has to stay. Writers of
-- other partitions go on; so do readers.
create function guard_audit_partition(name text, cutoff_ms bigint) returns void language plpgsql
set search_path = public, pg_temp set lock_timeout = '5s' as $$
declare
  refusal text;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'a purge sees what is committed meanwhile only in a transaction that reads what is committed'
      using errcode = 'invalid_transaction_state';
  end if;
  if cutoff_ms > extract(epoch from now() - interval '1 day') * 1000 then
    raise exception 'a cutoff less than a day ago is refused' using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('audit purge', 0));
  lock table legal_holds in share mode;
  if exists (select from audit_partitions where partition = name) then
    execute format('lock table %I in share mode', name);
  end if;
  refusal := audit_purge_refusal(name, cutoff_ms);
  if refusal is not null then
    raise exception '%', refusal using errcode = 'object_not_in_prerequisite_state';
  end if;
end
$$;

-- The purge, in three calls: what would go and why not, the runs to be signed, and the end of the partition ----------------
create function audit_purge_plan(cutoff_ms bigint) returns table (partition text, kept text)
language sql security definer set search_path = public, pg_temp
begin atomic
  select a.partition, audit_purge_refusal(a.partition, cutoff_ms) from audit_partitions a order by a.to_ms, a.partition;
end;

create function begin_audit_purge(name text, cutoff_ms bigint)
returns table (writer_id uuid, first_seq bigint, last_seq bigint, prev_hash bytea, hash bytea)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform guard_audit_partition(name, cutoff_ms);
  return query select * from audit_partition_runs(name);
end
$$;

-- Who inserts waits at most as long as one attempt to get the parent's lock; a long reader makes it fail after all.
create function purge_audit_partition(name text, cutoff_ms bigint, signed audit_boundaries[], who jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '5s' as $$
declare
  dropped audit_partitions;
begin
  perform guard_audit_partition(name, cutoff_ms);
  select * into dropped from audit_partitions where partition = name;
  if exists (
    (select * from audit_partition_runs(name) except all
      select s.writer_id, s.first_seq, s.last_seq, s.prev_hash, s.hash from unnest(signed) s where s.partition = name)
    union all
    (select s.writer_id, s.first_seq, s.last_seq, s.prev_hash, s.hash from unnest(signed) s except all
      select * from audit_partition_runs(name))) then
    raise exception 'the boundaries are not those of the links that go' using errcode = 'invalid_parameter_value';
  end if;
  insert into audit_boundaries select s.* from unnest(signed) s;
  insert into change_events (actor_id, actor_name, actor_role, action, portal, resource_type, resource_id, resource_name,
      client_ip, user_agent, request_method, request_path, correlation_id, before)
    select coalesce(w.actor_id, session_user), w.actor_name, w.actor_role, 'PURGE', 'operator', 'audit_partition', name,
      dropped.parent, w.client_ip, w.user_agent, w.request_method, w.request_path, w.correlation_id,
      jsonb_build_object('from_ms', dropped.from_ms, 'to_ms', dropped.to_ms, 'cutoff_ms', cutoff_ms,
        'boundaries', cardinality(signed),
        'links', (select coalesce(sum(s.last_seq - s.first_seq + 1), 0) from unnest(signed) s))
    from jsonb_to_record(who) as w(actor_id text, actor_name text, actor_role text, client_ip inet, user_agent text,
      request_method text, request_path text, correlation_id text);
  perform set_config('lock_timeout', '100ms', true);
  for attempt in 1..10 loop
    begin
      execute format('lock table only %I in access exclusive mode', dropped.parent);
      execute format('lock table %I in access exclusive mode', name);
      exit;
    exception when lock_not_available then
      if attempt = 10 then
        raise;
      end if;
    end;
    perform pg_sleep(0.25);
  end loop;
  execute format('drop table %I', name);
end
$$;

-- Who sees which rows ----------------------------------------------------------------------------------------------------
-- A tenant on each line of the setting sluice.tenant; texts of rows have no line ends. Unknown tenants are nobody's.
-- Partitions themselves are granted to nobody.
create function is_own_tenant(tenant text) returns boolean language sql stable
return tenant <> '-' and tenant = any (string_to_array(current_setting('sluice.tenant', true), chr(10)));

do $$
declare
  name text;
begin
  foreach name in array array['audit_events', 'decision_events', 'audit_side_records'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy operators on %I for select to sluice_api using (true)', name);
    execute format('create policy writers on %I for insert to sluice_audit_writer with check (true)', name);
    -- What a writer is told of its own insert, column by column as granted.
    execute format('create policy told_to_writers on %I for select to sluice_audit_writer using (true)', name);
  end loop;
end
$$;
create policy own_tenant on audit_events for select to sluice_audit_reader using (is_own_tenant(tenant_id));
create policy own_tenant on decision_events for select to sluice_audit_reader using (is_own_tenant(tenant_id));

-- Grants --------------------------------------------------------------------------------------------------------------
revoke execute on function audit_record_head, audit_purge_refusal, audit_partition_runs, guard_audit_partition,
  audit_purge_plan, begin_audit_purge, purge_audit_partition from public;
grant execute on function audit_purge_plan, begin_audit_purge, purge_audit_partition to sluice_audit_purger;
grant select on audit_events, decision_events to sluice_audit_reader;
grant insert on change_events to sluice_api;
grant select, insert, update (released_at) on legal_holds to sluice_api;
