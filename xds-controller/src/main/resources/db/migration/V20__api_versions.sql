-- How callers name API versions, times without service, and who still calls a version.
alter table api_services add column versioning jsonb check (jsonb_typeof(versioning) = 'object');
alter table api_versions add column brownouts jsonb check (jsonb_typeof(brownouts) = 'object');

-- Credentials come from usage, without a limit of time; the last call is that of the last day with usage. Callers
-- without a credential of a subscription come from the audit of the last 30 days.
create view api_version_callers with (security_invoker = true) as
with used as (
  select api_version_id, subscription_id, credential_id, sum(requests)::bigint as requests, sum(denied)::bigint as denied,
    max(day) as last_day
  from usage_daily
  where api_version_id <> '00000000-0000-0000-0000-000000000000'
  group by 1, 2, 3
), audited as (
  select extra ->> 'api_version_id' as api_version_id, tenant_id, project_id, user_id, count(*) as requests,
    count(auth_reason) as denied, max(ts_ms) as last_ms
  from audit_events
  where ts_ms >= (extract(epoch from now() - interval '30 days') * 1000)::bigint
    and extra ->> 'api_version_id' is not null
    and (extra ->> 'subscription' is null or extra ->> 'credential_id' is null)
  group by 1, 2, 3, 4
)
select s.id as api_service_id, s.name as service, v.id as api_version_id, v.label as version,
  t.id::text as tenant_id, t.slug as tenant, u.subscription_id, u.credential_id, c.prefix as credential,
  null::text as project_id, null::text as user_id, u.requests, u.denied,
  coalesce(
    (select to_timestamp(max(e.ts_ms) / 1000.0) from audit_events e
      where e.ts_ms >= (extract(epoch from u.last_day::timestamp at time zone 'UTC') * 1000)::bigint
        and e.ts_ms < (extract(epoch from (u.last_day + 1)::timestamp at time zone 'UTC') * 1000)::bigint
        and e.extra ->> 'credential_id' = u.credential_id::text
        and e.extra ->> 'api_version_id' = u.api_version_id::text),
    u.last_day::timestamp at time zone 'UTC') as last_call
from used u
join api_versions v on v.id = u.api_version_id
join api_services s on s.id = v.api_service_id
join subscriptions b on b.id = u.subscription_id
join tenants t on t.id = b.tenant_id
join credentials c on c.id = u.credential_id
union all
select s.id, s.name, v.id, v.label, a.tenant_id, t.slug, null, null, null, a.project_id, a.user_id, a.requests,
  a.denied, to_timestamp(a.last_ms / 1000.0)
from audited a
join api_versions v on v.id::text = a.api_version_id
join api_services s on s.id = v.api_service_id
left join tenants t on t.id::text = a.tenant_id;

grant select on api_version_callers to sluice_api;
