-- The facts of one request for an explanation: its audit row and its decision. The owner's rights read the tables; the
-- conditions bind the caller to the tenant of the transaction, as those of api_audit do.
create view api_explain with (security_barrier) as
select e.id, e.ts_ms, e.correlation_id, e.tenant_id, e.project_id, e.user_id, e.method, e.endpoint, e.route_target,
  e.api_version, e.status_code, e.error_code, e.auth_reason, e.latency_ms, e.policy_version, e.streamed,
  e.request_size_bytes, e.response_size_bytes, e.dlp_action, e.dlp_rule_id, e.input_tokens, e.output_tokens,
  e.extra, d.id is not null as decided, d.decision, d.rule, d.reason, d.error_code as decision_code, d.credential,
  d.credential_id, d.subscription_id, d.role, d.required_role, d.publish_id, d.route_id, d.environment, d.shadow,
  d.host
from audit_events e left join decision_events d on d.id = e.id and d.ts_ms = e.ts_ms
where api_is_system()
  or e.tenant_id = any ((select api_tenant_names())::text[])
  or e.extra ->> 'publish' = any ((select api_publish_ids())::text[]);

grant select on api_explain to sluice_management;
