-- Takes V17 back: records of decisions without an exchange have the fields that are known only.
drop function reconciled_record;
create function reconciled_record(d decision_events) returns jsonb language sql stable set search_path = public, pg_temp
return jsonb_build_object(
  'id', d.id,
  'ts_ms', case when substr(d.id::text, 15, 1) = '7'
    then ('x' || left(replace(d.id::text, '-', ''), 12))::bit(48)::bigint else d.ts_ms end,
  'correlation_id', d.correlation_id,
  'tenant_id', d.tenant_id,
  'project_id', d.project_id,
  'workspace_id', d.workspace_id,
  'user_id', d.user_id,
  'client_ip', d.client_ip,
  'method', d.method,
  'endpoint', d.path,
  'route_target', d.route_target,
  'api_version', d.api_version,
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
  'extra', jsonb_build_object('reconciled', true));
revoke execute on function reconciled_record from public;
