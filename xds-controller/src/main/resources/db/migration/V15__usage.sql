-- Usage is told by policy servers as sums over runs of audit records. How far each writer's records count moves in the
-- same transaction as the sums, so that a report counts once however often it is told.

create table usage_cursors (
  writer_id uuid primary key,
  node_id text not null check (length(node_id) between 1 and 201),
  through_seq bigint not null check (through_seq > 0),
  updated_at timestamptz not null default now()
);

-- Prices have eight places, and sums of what they make are exact.
alter table usage_daily alter column cost type numeric(30,8);

-- A report of the records of `writer` from one number to another. `through_seq` is how far the writer counts afterwards;
-- of what was told, `unknown` were of credentials that are no rows, and `missing` numbers before it were never told.
create function apply_usage(writer uuid, node text, first_seq bigint, last_seq bigint, usage jsonb,
  out result text, out through_seq bigint, out unknown int, out missing bigint)
language plpgsql set search_path = public, pg_temp as $$
declare
  counted bigint;
  known int;
begin
  unknown := 0;
  missing := 0;
  -- Whoever else tells of this writer waits.
  perform pg_advisory_xact_lock(hashtextextended(writer::text, 15));
  select c.through_seq into counted from usage_cursors c where c.writer_id = writer;
  through_seq := coalesce(counted, 0);
  if last_seq <= through_seq then
    result := 'repeated';
    return;
  elsif first_seq <= through_seq then
    result := 'overlapping';
    return;
  end if;
  result := 'applied';
  missing := case when counted is null then 0 else first_seq - counted - 1 end;
  through_seq := last_seq;
  -- In one order, so that two servers never wait for each other.
  insert into usage_daily as d (subscription_id, credential_id, api_version_id, day,
      requests, denied, input_tokens, output_tokens, cost)
    select u.subscription, u.credential, coalesce(u.version, '00000000-0000-0000-0000-000000000000'), u.day,
      sum(u.requests), sum(u.denied), sum(u.input), sum(u.output), sum(u.cost)
    from jsonb_to_recordset(usage) as u(subscription uuid, credential uuid, version uuid, day date, requests bigint,
      denied bigint, input bigint, output bigint, cost numeric)
    join credentials c on c.id = u.credential and c.subscription_id = u.subscription
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (subscription_id, credential_id, api_version_id, day) do update set
      requests = d.requests + excluded.requests,
      denied = d.denied + excluded.denied,
      input_tokens = d.input_tokens + excluded.input_tokens,
      output_tokens = d.output_tokens + excluded.output_tokens,
      cost = d.cost + excluded.cost;
  insert into credential_uses as o (credential_id, last_used_at)
    select u.credential, max(to_timestamp(u.last_used_ms / 1000.0))
    from jsonb_to_recordset(usage) as u(credential uuid, subscription uuid, last_used_ms bigint)
    join credentials c on c.id = u.credential and c.subscription_id = u.subscription
    group by 1 order by 1
    on conflict (credential_id) do update set last_used_at = excluded.last_used_at
    where o.last_used_at < excluded.last_used_at;
  select count(*) into known
    from jsonb_to_recordset(usage) as u(credential uuid, subscription uuid)
    join credentials c on c.id = u.credential and c.subscription_id = u.subscription;
  unknown := jsonb_array_length(usage) - known;
  insert into usage_cursors as c (writer_id, node_id, through_seq) values (writer, node, last_seq)
    on conflict (writer_id) do update set
      node_id = excluded.node_id, through_seq = excluded.through_seq, updated_at = now();
end
$$;

-- All that a server says of its policies: of each kind one set in force, and sets that it refused.
create function apply_policies(told_by text, sets jsonb) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  -- Two reports of one server come one after the other.
  perform pg_advisory_xact_lock(hashtextextended(told_by, 16));
  update policy_sets p set status = 'superseded'
    from jsonb_to_recordset(sets) as s(kind text, sha256 text, active boolean)
    where s.active and p.kind = s.kind and p.server = told_by and p.status = 'active'
      and p.sha256 <> decode(s.sha256, 'hex');
  insert into policy_sets as p (kind, version, sha256, server, status, error, loaded_at)
    select distinct on (s.kind, s.sha256) s.kind, s.version, decode(s.sha256, 'hex'), told_by,
      case when s.active then 'active' else 'rejected' end, s.error, to_timestamp(s.loaded_ms / 1000.0)
    from jsonb_to_recordset(sets) as s(kind text, version text, sha256 text, active boolean, error text,
      loaded_ms bigint)
    order by s.kind, s.sha256, s.active desc
    on conflict (kind, sha256, server) do update set
      version = excluded.version, status = excluded.status, error = excluded.error, loaded_at = excluded.loaded_at
    where (excluded.status = 'active' and (p.status, p.version) is distinct from ('active', excluded.version))
      or (excluded.status = 'rejected' and p.status <> 'active'
        and (p.status, p.error) is distinct from ('rejected', excluded.error));
end
$$;

revoke execute on function apply_usage, apply_policies from public;
grant execute on function apply_usage, apply_policies to sluice_compiler;
grant select on usage_cursors to sluice_compiler, sluice_api;
grant insert, update on usage_cursors to sluice_compiler;
