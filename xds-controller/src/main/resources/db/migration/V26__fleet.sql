-- The fleet in the management API: what is deployed where, how agents join, and the history of a tenant.

-- How far each controller has read and written --------------------------------------------------------------------------
-- The snapshot is the one of the last change that the states of the controller's nodes include.
create table controller_progress (
  controller uuid primary key,
  seen text not null check (length(seen) between 1 and 100000),
  leads boolean not null,
  written_at timestamptz not null default now()
);
grant select, insert, update, delete on controller_progress to sluice_compiler;
grant select on controller_progress to sluice_api;

-- Agents ----------------------------------------------------------------------------------------------------------------
-- The version counts what operators change, not that a node was seen.
drop trigger touch on agents;
create trigger touch before update on agents for each row
  when ((old.cluster_id, old.name, old.kind, old.node_id, old.status = 'revoked', old.version, old.metadata)
    is distinct from (new.cluster_id, new.name, new.kind, new.node_id, new.status = 'revoked', new.version, new.metadata))
  execute function touch_aggregate();
create trigger touch_seen before update on agents for each row
  when ((old.cluster_id, old.name, old.kind, old.node_id, old.status = 'revoked', old.version, old.metadata)
    is not distinct from (new.cluster_id, new.name, new.kind, new.node_id, new.status = 'revoked', new.version, new.metadata))
  execute function touch_row();

-- An agent can be deleted, although a token made it.
alter table registration_tokens drop constraint registration_tokens_used_by_agent_id_fkey;
alter table registration_tokens add constraint registration_tokens_used_by_agent_id_fkey
  foreign key (used_by_agent_id) references agents (id) on delete set null;

-- Who sees what ---------------------------------------------------------------------------------------------------------
-- Nodes belong to no tenant: the operator changes them, and tenants see where their publishes are.
do $$
declare
  name text;
begin
  foreach name in array array['agents', 'registration_tokens', 'config_revisions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy others on %I using (current_user <> ''sluice_management'') '
      'with check (current_user <> ''sluice_management'')', name);
    execute format('create policy tenant_wall on %I to sluice_management using (api_is_system()) '
      'with check (api_is_system())', name);
  end loop;
end
$$;
create policy tenant_view on agents for select to sluice_management using (api_tenant() is not null);

-- Whether the object of a finding or revision, such as backends/ID, is a row of the tenant.
create function api_owns(object text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select case split_part(object, '/', 1)
    when 'product_publishes' then exists (select from product_publishes
      where id = row_id and provider_tenant_id = api_tenant())
    when 'gateways' then exists (select from gateways where id = row_id and tenant_id = api_tenant())
    when 'policies' then exists (select from policies where id = row_id and tenant_id = api_tenant())
    when 'backends' then exists (select from backends b join api_services s on s.id = b.api_service_id
      where b.id = row_id and s.tenant_id = api_tenant())
    when 'routes' then exists (select from routes r join api_services s on s.id = r.api_service_id
      where r.id = row_id and s.tenant_id = api_tenant())
    else false end
  from (select substring(split_part(object, '/', 2) from '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$')::uuid as row_id) o
$$;

-- Whether every live controller has passed the last change of a publish and of its parts on to its nodes. Rows of child
-- tables are logged under the id of their parent.
create function api_is_seen(publish uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with live as (select seen::pg_snapshot as seen from controller_progress
    where written_at > now() - interval '45 seconds'),
  services as (select api_service_id as id from publish_services where publish_id = publish),
  parts as (
    select publish as id
    union all select gateway_id from product_publishes where id = publish
    union all select id from services
    union all select id from routes where api_service_id in (table services)
    union all select id from backends where api_service_id in (table services)
    union all select id from api_versions where api_service_id in (table services)
    union all select id from policies where tenant_id
      in (select provider_tenant_id from product_publishes where id = publish))
  select exists (select from live) and not exists (
    select from live join change_log l on l.xid >= pg_snapshot_xmin(live.seen)
      and not pg_visible_in_snapshot(l.xid, live.seen)
    where split_part(l.pk, '/', 1) in (select id::text from parts))
$$;

-- The names under which a tenant is in the audit: those that credentials and tokens use.
create function api_tenant_names() returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select array[id::text, slug, number::text] from tenants where id = api_tenant()
$$;
create function api_publish_ids() returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(id::text), '{}') from product_publishes where provider_tenant_id = api_tenant()
$$;
revoke execute on function api_owns, api_is_seen, api_tenant_names, api_publish_ids from public;
grant execute on function api_owns, api_is_seen, api_tenant_names, api_publish_ids to sluice_management;

-- The owner's rights read the tables; the conditions bind the caller to the tenant of the transaction.
create view api_node_states with (security_barrier) as
select agent_id, type_url, desired_version, acked_version, nacked_version,
  case when api_is_system() then nack_error end as nack_error, updated_at
from node_states where api_is_system() or api_tenant() is not null;

create view api_findings with (security_barrier) as
select source, object, field, reason, cluster, node_id, version, created_at
from findings where api_is_system() or api_owns(object);

create view api_revisions with (security_barrier) as
select r.id, r.cluster_id, c.name as cluster, r.status, encode(r.content_hash, 'hex') as content_hash,
  case when api_is_system() then r.reason end as reason, r.created_by, r.created_at,
  c.pinned_revision_id is not distinct from r.id as pinned
from config_revisions r join clusters c on c.id = r.cluster_id
where api_is_system() or api_tenant() is not null;

create view api_change_events with (security_barrier) as
select id, at, tenant_id, actor_id, actor_name, actor_role, action, portal, resource_type, resource_id, resource_name,
  host(client_ip) as client_ip, user_agent, request_method, request_path, correlation_id, before, after
from change_events where api_is_system() or tenant_id = api_tenant()::text;

create view api_audit with (security_barrier) as
select e.id, e.ts_ms, e.correlation_id, e.tenant_id, e.project_id, e.workspace_id, e.user_id, e.method, e.endpoint,
  e.route_target, e.api_version, e.status_code, e.error_code, e.latency_ms, e.policy_version, e.dlp_action,
  e.dlp_rule_id, e.input_tokens, e.output_tokens, e.streamed, e.extra ->> 'publish' as publish_id,
  d.decision, d.rule as decision_rule
from audit_events e left join decision_events d on d.id = e.id and d.ts_ms = e.ts_ms
where api_is_system()
  or e.tenant_id = any ((select api_tenant_names())::text[])
  or e.extra ->> 'publish' = any ((select api_publish_ids())::text[]);

-- Grants ----------------------------------------------------------------------------------------------------------------
grant select, insert, update, delete on agents to sluice_management;
grant select, insert, update on registration_tokens, config_revisions to sluice_management;
grant select on api_node_states, api_findings, api_revisions, api_change_events, api_audit to sluice_management;
