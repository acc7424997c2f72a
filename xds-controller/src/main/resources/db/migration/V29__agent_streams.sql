-- The streams of agents that deploy publishes, and what the API shows of them.

-- The stream that an agent uses; an older stream, on any controller, ends when it sees another id here.
alter table agents add column stream_id uuid;

-- The view's owner reads all rows; the function binds its caller to the tenant.
create function api_deployment_hash(publish uuid) returns bytea
language sql stable security definer set search_path = public, pg_temp as $$
  select deployment_hash(d.id) from product_publishes d
  where d.id = publish and d.status = 'PUBLISHED'
    and (api_is_system() or d.provider_tenant_id = api_tenant())
$$;
revoke execute on function api_deployment_hash from public;
grant execute on function api_deployment_hash to sluice_management;

-- What each agent has and should have of each publish of its cluster.
create view api_agent_deployments with (security_barrier) as
select a.id as agent_id, d.id as publish_id, d.status as publish_status,
  case when d.status = 'PUBLISHED' then encode(api_deployment_hash(d.id), 'hex') end as desired,
  case when s.action = 'deploy' then encode(s.hash, 'hex') end as applied,
  coalesce(s.status = 'drifted', false) as drifted,
  c.status as command_status, encode(c.desired_hash, 'hex') as command_hash, c.action as command_action, c.error
from product_publishes d join agents a on a.cluster_id = d.cluster_id and a.kind = 'agent'
left join agent_deployments s on s.agent_id = a.id and s.publish_id = d.id
left join lateral (select c.status, c.desired_hash, c.action, c.error from deploy_commands c
  where c.agent_id = a.id and c.publish_id = d.id and c.status <> 'superseded'
  order by c.created_at desc, c.id limit 1) c on true
where api_is_system() or d.provider_tenant_id = api_tenant();

-- The publishes that agents have in another form than the controller ordered, for the operator.
create view api_agent_drift with (security_barrier) as
select agent_id, publish_id, encode(hash, 'hex') as applied, updated_at
from agent_deployments where status = 'drifted' and api_is_system();

grant select on api_agent_deployments, api_agent_drift to sluice_management;

-- A stream claims its next commands among thousands.
create index deploy_commands_waiting on deploy_commands (agent_id, created_at, id)
  where status in ('queued', 'sent', 'acked');
