-- Releases move the traffic of a service from one backend to another, step by step, and back if the new one fails.
create table releases (
  id uuid primary key default gen_random_uuid(),
  api_service_id uuid not null references api_services (id) on delete cascade,
  name text not null check (length(name) between 1 and 200),
  -- Null: all routes of the service that use the old backend.
  route_id uuid,
  from_backend_id uuid not null,
  to_backend_id uuid not null,
  steps jsonb not null check (jsonb_typeof(steps) = 'array'),
  guard jsonb not null default '{}' check (jsonb_typeof(guard) = 'object'),
  status text not null default 'pending'
    check (status in ('pending', 'running', 'paused', 'completed', 'rolled_back', 'aborted')),
  -- Null: the release waits until its status becomes running.
  starts_at timestamptz default now(),
  current_step int not null default 0 check (current_step >= 0),
  step_started_at timestamptz,
  ended_at timestamptz,
  reason text check (length(reason) <= 4000),
  history jsonb not null default '[]' check (jsonb_typeof(history) = 'array'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  foreign key (from_backend_id, api_service_id) references backends (id, api_service_id) on delete cascade,
  foreign key (to_backend_id, api_service_id) references backends (id, api_service_id) on delete cascade,
  foreign key (route_id, api_service_id) references routes (id, api_service_id) on delete cascade,
  constraint releases_two_backends check (from_backend_id <> to_backend_id)
);
-- Two releases of one service would change the same weights.
create unique index releases_one_open on releases (api_service_id) where ended_at is null;
create trigger touch before update on releases for each row execute function touch_aggregate();

-- The exchanges with backends of open releases, as totals of each policy server for each second.
create table backend_stats (
  backend_id uuid not null references backends (id) on delete cascade,
  at timestamptz not null,
  writer_id uuid not null,
  requests bigint not null check (requests >= 0),
  errors bigint not null check (errors between 0 and requests),
  -- The number of exchanges by class of latency, the lowest class first.
  latencies bigint[] not null,
  primary key (backend_id, at, writer_id)
);
create index backend_stats_at on backend_stats (at);

-- Writes totals and returns the backends to observe. A total never decreases, so an old report changes nothing.
create function apply_backend_stats(writer uuid, stats jsonb) returns setof uuid
language plpgsql set search_path = public, pg_temp as $$
begin
  insert into backend_stats as b (backend_id, at, writer_id, requests, errors, latencies)
    select s.backend, to_timestamp(s.second), writer, s.requests, s.errors, s.latencies
    from jsonb_to_recordset(stats)
      as s(backend uuid, second bigint, requests bigint, errors bigint, latencies bigint[])
    where exists (select from releases r
      where r.ended_at is null and s.backend in (r.from_backend_id, r.to_backend_id))
    order by 1, 2
    on conflict (backend_id, at, writer_id) do update set
      requests = excluded.requests, errors = excluded.errors, latencies = excluded.latencies
    where excluded.requests > b.requests;
  return query select r.from_backend_id from releases r where r.ended_at is null
    union select r.to_backend_id from releases r where r.ended_at is null;
end
$$;

revoke execute on function apply_backend_stats from public;
grant execute on function apply_backend_stats to sluice_compiler;
grant select on releases, backend_stats to sluice_compiler, sluice_api;
grant update on releases to sluice_compiler;
grant insert, update, delete on backend_stats to sluice_compiler;
grant insert, update on route_backends to sluice_compiler;
grant insert, update, delete on releases to sluice_api;
