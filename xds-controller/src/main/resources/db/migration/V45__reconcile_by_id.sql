-- An exchange is known by its id alone. Its row may have another time than its decision, because each server uses its own
-- clock where that of Envoy differs much. A link is set aside at the start of a day, which a verifier requires.

-- The record of an exchange of which only the decision is known. It has the time of the decision, which is that of a row
-- that arrives late.
create or replace function reconciled_record(d decision_events) returns json language sql stable set search_path = public, pg_temp
return json_build_object(
  'id', d.id,
  'ts_ms', d.ts_ms,
  'correlation_id', d.correlation_id,
  'tenant_id', d.tenant_id,
  'project_id', d.project_id,
  'workspace_id', d.workspace_id,
  'user_id', d.user_id,
  'agent_id', null,
  'source', null,
  'caller_type', null,
  'client_ip', d.client_ip,
  'user_agent', null,
  'method', d.method,
  'endpoint', d.path,
  'query_string', null,
  'route_target', d.route_target,
  'api_version', d.api_version,
  'trace_id', null,
  'request_size_bytes', null,
  'response_size_bytes', null,
  'status_code', case
    when d.decision = 'allow' then 599
    when d.error_code in ('AUTH_INVALID_TOKEN', 'AUTH_UNKNOWN_KID') then 401
    when d.error_code in ('BAD_REQUEST', 'TENANT_HEADER_REQUIRED') then 400
    when d.error_code = 'NOT_FOUND' then 404
    when d.error_code in ('RATE_LIMITED', 'QUOTA_EXCEEDED') then 429
    when d.error_code = 'AUTH_MISCONFIGURED_JWKS' then 500
    when d.error_code = 'AUTHZ_UNAVAILABLE' then 503
    else 403 end,
  'latency_ms', 0,
  'error_code', case when d.decision = 'allow' then 'EXCHANGE_UNKNOWN' else d.error_code end,
  'auth_reason', d.error_code,
  'policy_version', d.policy_version,
  'streamed', false,
  'dlp_action', '-',
  'dlp_rule_id', null,
  'input_tokens', null,
  'output_tokens', null,
  'diff_hash', null,
  'changed_files_hash', null,
  'extra', json_build_object('reconciled', true));

-- Makes rows of decisions without an exchange. A row with the id of the decision is its exchange, whatever its time is.
create or replace function reconcile_decisions(older_than_ms bigint, most int, out looked int, out reconciled int)
language plpgsql set search_path = public, pg_temp as $$
declare
  own audit_reconciler;
  writer uuid := '00000000-0000-0000-0000-000000000000';
  last_seq bigint;
  d decision_events;
  bytes bytea;
  before bytea;
  cause text;
  made int;
begin
  looked := 0;
  reconciled := 0;
  select * into own from audit_reconciler for update skip locked;
  if not found then
    return;
  end if;
  while looked < most loop
    select e.writer_id into writer from decision_events e where e.writer_id > writer order by e.writer_id limit 1;
    exit when not found;
    last_seq := coalesce((select r.through_seq from audit_reconciled r where r.writer_id = writer), 0);
    for d in select * from decision_events e where e.writer_id = writer and e.writer_seq > last_seq
        order by e.writer_seq limit most - looked loop
      exit when d.ts_ms >= older_than_ms;
      looked := looked + 1;
      last_seq := d.writer_seq;
      -- Most rows have the time of their decision, so that one partition is read. Others are in any partition.
      continue when exists (select from audit_events a where a.id = d.id and a.ts_ms = d.ts_ms);
      continue when exists (select from audit_events a where a.id = d.id);
      bytes := convert_to(reconciled_record(d)::text, 'UTF8');
      before := own.hash;
      own.seq := own.seq + 1;
      own.hash := sha256('sluice-audit-1'::bytea || uuid_send(own.writer_id) || int8send(own.seq) || before || bytes);
      begin
        cause := 'repeated';
        insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id, workspace_id, user_id, client_ip,
            method, endpoint, route_target, api_version, status_code, latency_ms, error_code, auth_reason,
            policy_version, streamed, dlp_action, extra, writer_id, writer_seq, prev_hash, hash, record)
          select r.*, own.writer_id, own.seq, before, own.hash, bytes
          from jsonb_to_record(convert_from(bytes, 'UTF8')::jsonb) as r(id uuid, ts_ms bigint, correlation_id text,
            tenant_id text, project_id text, workspace_id text, user_id text, client_ip inet, method text,
            endpoint text, route_target text, api_version text, status_code int, latency_ms int, error_code text,
            auth_reason text, policy_version text, streamed boolean, dlp_action text, extra jsonb)
          on conflict do nothing;
        get diagnostics made = row_count;
      exception when check_violation then
        cause := 'no-partition';
        made := 0;
      end;
      if made = 0 then
        insert into audit_side_records (writer_id, writer_seq, ts_ms, target, cause, prev_hash, hash, record)
          values (own.writer_id, own.seq, extract(epoch from date_trunc('day', now() at time zone 'UTC'))::bigint * 1000,
            'audit_events', cause, before, own.hash, bytes);
      end if;
      reconciled := reconciled + made;
    end loop;
    if last_seq > 0 then
      insert into audit_reconciled values (writer, last_seq)
        on conflict (writer_id) do update set through_seq = excluded.through_seq;
    end if;
  end loop;
  update audit_reconciler set seq = own.seq, hash = own.hash where own.seq > seq;
end
$$;
