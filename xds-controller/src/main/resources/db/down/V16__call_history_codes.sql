-- Takes V16 back: the history shows the code that the client read, where there is one.
create or replace view sys_api_call_histories as
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
