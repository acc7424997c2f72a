-- The policies in force and the results of shadow policies in the management API.

-- A server lags behind if another connected server of its cluster has loaded another set of the kind later.
create view api_policy_sets with (security_barrier) as
select p.id, p.kind, p.version, encode(p.sha256, 'hex') as sha256, p.server, p.status, p.error, p.loaded_at,
  a.status = 'connected' as connected,
  p.status = 'active' and a.status is distinct from 'disconnected' and exists (
    select from policy_sets o left join agents b on b.node_id = o.server
    where o.kind = p.kind and o.status = 'active' and o.sha256 <> p.sha256 and o.loaded_at > p.loaded_at
      and split_part(o.server, '/', 1) = split_part(p.server, '/', 1)
      and b.status is distinct from 'disconnected') as behind
from policy_sets p left join agents a on a.node_id = p.server
where api_is_system();

-- One row for each decision or body that a shadow policy compared. The labels of changes are those of
-- `sluicectl shadow report`; the conditions bind the caller as those of api_audit do.
create view api_shadow_results with (security_barrier) as
select d.id, d.ts_ms, d.correlation_id, d.tenant_id, 'authz' as kind, d.inputs #>> '{shadow_policy,policy}' as policy,
  null::text as direction,
  case
    when not (d.inputs -> 'shadow_policy') ? 'decision' then 'undecided'
    when d.decision <> (d.inputs #>> '{shadow_policy,decision}') then
      case d.decision when 'allow' then 'allow-to-deny' else 'deny-to-allow' end
    when coalesce(d.error_code, '') = coalesce(d.inputs #>> '{shadow_policy,error_code}', '')
      and (case d.rule when '-' then '' else d.rule end) = coalesce(d.inputs #>> '{shadow_policy,rule}', '') then 'none'
    else 'other-rule' end as change,
  concat_ws(' ', d.decision, nullif(d.error_code, ''), nullif(d.rule, '-')) as before,
  coalesce(nullif(concat_ws(' ', d.inputs #>> '{shadow_policy,decision}',
      nullif(d.inputs #>> '{shadow_policy,error_code}', ''), nullif(d.inputs #>> '{shadow_policy,rule}', '')), ''),
    d.inputs #>> '{shadow_policy,undecided}') as after,
  d.method, split_part(d.path, '?', 1) as path
from decision_events d
where jsonb_typeof(d.inputs -> 'shadow_policy') = 'object'
  and (api_is_system()
    or d.tenant_id = any ((select api_tenant_names())::text[])
    or d.publish_id = any ((select api_publish_ids())::text[]))
union all
select e.id, e.ts_ms, e.correlation_id, e.tenant_id, 'dlp', e.extra #>> '{shadow_dlp,policy}', r.direction, r.change,
  e.dlp_action, null, e.method, e.endpoint
from audit_events e cross join lateral (values
  ('request', e.extra #>> '{shadow_dlp,request}'),
  ('response', e.extra #>> '{shadow_dlp,response}')) r(direction, change)
where jsonb_typeof(e.extra -> 'shadow_dlp') = 'object' and r.change is not null
  and (api_is_system()
    or e.tenant_id = any ((select api_tenant_names())::text[])
    or e.extra ->> 'publish' = any ((select api_publish_ids())::text[]));

grant select on api_policy_sets, api_shadow_results to sluice_management;
