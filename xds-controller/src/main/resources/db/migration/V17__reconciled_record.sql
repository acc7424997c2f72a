-- The record of an exchange of which only the decision is known has all fields of its table in their order, as every
-- record has; a verifier takes none that has not.
drop function reconciled_record;
create function reconciled_record(d decision_events) returns json language sql stable set search_path = public, pg_temp
return json_build_object(
  'id', d.id,
  'ts_ms', case when substr(d.id::text, 15, 1) = '7'
    then ('x' || left(replace(d.id::text, '-', ''), 12))::bit(48)::bigint else d.ts_ms end,
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
revoke execute on function reconciled_record from public;
