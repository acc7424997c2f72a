-- Context 8: audit. One row for each request, written once and never changed, in one partition for each month in UTC.

-- Roles ---------------------------------------------------------------------------------------------------------------
do $$
declare
  name text;
begin
  foreach name in array array['sluice_api', 'sluice_audit_writer'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I login', name);
    end if;
  end loop;
end
$$;

-- Functions that triggers use -----------------------------------------------------------------------------------------
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: its rows are never changed', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;

-- Events --------------------------------------------------------------------------------------------------------------
-- Texts that are not known are '-'. The id is made by the writer from the request, so that a row told twice is one row.
create table audit_events (
  id uuid not null,
  ts_ms bigint not null check (ts_ms > 0),
  correlation_id text not null,
  tenant_id text not null,
  project_id text not null,
  workspace_id text not null,
  user_id text not null,
  agent_id text,
  source text,
  caller_type text,
  client_ip inet,
  user_agent text,
  method text not null,
  endpoint text not null,
  query_string text,
  route_target text not null,
  api_version text,
  trace_id text,
  request_size_bytes bigint check (request_size_bytes >= 0),
  response_size_bytes bigint check (response_size_bytes >= 0),
  status_code int not null check (status_code between 100 and 599),
  latency_ms int not null check (latency_ms >= 0),
  error_code text,
  auth_reason text,
  policy_version text not null,
  streamed boolean not null,
  dlp_action text not null,
  dlp_rule_id text,
  input_tokens int check (input_tokens >= 0),
  output_tokens int check (output_tokens >= 0),
  diff_hash text,
  changed_files_hash text,
  extra jsonb check (jsonb_typeof(extra) = 'object'),
  primary key (id, ts_ms),
  constraint audit_events_stream_has_no_sizes check (not streamed
    or (query_string is null and request_size_bytes is null and response_size_bytes is null))
) partition by range (ts_ms);
create index audit_events_correlation on audit_events (correlation_id);
create index audit_events_project on audit_events (project_id, ts_ms);
create index audit_events_tenant on audit_events (tenant_id, ts_ms);
create trigger refuse_change before update or delete on audit_events
  for each row execute function refuse_change();
create trigger refuse_truncate before truncate on audit_events
  for each statement execute function refuse_change();

-- Partitions ----------------------------------------------------------------------------------------------------------
-- Makes the partition of one month, such as audit_events_202601, unless it is there. It is made beside the parent and
-- then attached, which does not keep writers waiting; the parent's indexes, keys and row triggers come with attaching.
create function make_month_partition(parent text, month date) returns boolean
language plpgsql set search_path from current as $$
declare
  first timestamp := date_trunc('month', month::timestamp);
  name text := parent || '_' || to_char(first, 'YYYYMM');
begin
  if to_regclass(quote_ident(name)) is not null then
    return false;
  end if;
  execute format('create table %I (like %I including defaults including constraints)', name, parent);
  execute format('alter table %I attach partition %I for values from (%s) to (%s)', parent, name,
      extract(epoch from first)::bigint * 1000, extract(epoch from first + interval '1 month')::bigint * 1000);
  execute format('create trigger refuse_truncate before truncate on %I '
      'for each statement execute function refuse_change()', name);
  return true;
end
$$;

-- Makes every partition that is missing from the month before the given day, or from the latest one there is, up to so
-- many months ahead. Whoever comes second waits, then finds nothing to do. Returns the months made.
create function make_month_partitions(parent text, today date, ahead int) returns setof date
language plpgsql set search_path from current as $$
declare
  latest date;
  month date;
begin
  perform pg_advisory_xact_lock(hashtextextended('partitions of ' || parent, 0));
  select max(to_date(right(child.relname, 6), 'YYYYMM')) into latest
    from pg_inherits join pg_class child on child.oid = inhrelid where inhparent = quote_ident(parent)::regclass;
  for month in select generate_series(
      date_trunc('month', least(today, latest)::timestamp) - interval '1 month',
      date_trunc('month', today::timestamp) + make_interval(months => ahead), interval '1 month') loop
    if make_month_partition(parent, month) then
      return next month;
    end if;
  end loop;
end
$$;
revoke execute on function make_month_partition, make_month_partitions from public;

select make_month_partitions('audit_events', (now() at time zone 'UTC')::date, 2);

-- The history of calls under the names that reports know. A tenant is shown by its number; 0 is one without a number.
create view sys_api_call_histories as
select
  coalesce(t.number, case when e.tenant_id ~ '^[0-9]{1,18}$' then e.tenant_id::bigint end, 0) as tenant_id,
  case when e.user_id ~ '^[0-9]{1,18}$' then e.user_id::bigint end as user_id,
  e.agent_id::varchar(100) as agent_id,
  e.source::varchar(20) as source,
  e.method::varchar(10) as method,
  e.endpoint::varchar(500) as path,
  e.query_string,
  e.status_code,
  e.latency_ms,
  e.request_size_bytes,
  e.response_size_bytes,
  host(e.client_ip)::varchar(50) as ip_address,
  e.user_agent,
  e.trace_id::varchar(100) as trace_id,
  coalesce(e.error_code, case
    when e.status_code = 499 then 'CLIENT_CLOSED'
    when e.status_code = 504 then 'GATEWAY_TIMEOUT'
    when e.status_code >= 500 then 'SERVER_ERROR'
    when e.status_code >= 400 then 'CLIENT_ERROR' end)::varchar(100) as error_code,
  to_timestamp(e.ts_ms / 1000.0) as created_at
from audit_events e
left join tenants t on t.id::text = e.tenant_id;

-- Grants --------------------------------------------------------------------------------------------------------------
grant insert on audit_events to sluice_audit_writer;
grant select on audit_events, sys_api_call_histories to sluice_api;
