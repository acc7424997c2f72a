-- Commands to agents that deploy publishes: what each agent has, and what it should do.

-- The specification of a deployment, from rows alone. Members of jsonb have one order, so equal rows give equal text.
create function deployment_spec(publish uuid) returns jsonb language sql stable as $$
  with kept as (select array['created_at', 'updated_at', 'row_version'] as not_columns),
  services as (select s.* from publish_services p join api_services s on s.id = p.api_service_id
    where p.publish_id = publish)
  select jsonb_build_object(
    'publish', jsonb_build_object('id', d.id, 'product_id', d.product_id, 'environment', d.environment,
      'auth_mode', d.auth_mode, 'auth_config', d.auth_config, 'visibility', d.visibility,
      'approval_required', d.approval_required),
    'hostnames', (select coalesce(jsonb_agg(h.host order by h.host), '[]') from (
      select d.hostname as host union select host from publish_hostnames where publish_id = d.id) h),
    'gateway', jsonb_build_object('id', g.id, 'name', g.name, 'class', g.gateway_class, 'listeners',
      (select coalesce(jsonb_agg(to_jsonb(l) - k.not_columns order by l.id), '[]')
        from gateway_listeners l where l.gateway_id = g.id)),
    'services', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name,
      'versions', (select coalesce(jsonb_agg(to_jsonb(v) - k.not_columns order by v.id), '[]')
        from api_versions v where v.api_service_id = s.id),
      'routes', (select coalesce(jsonb_agg(to_jsonb(r) - k.not_columns || jsonb_build_object('backends',
          (select coalesce(jsonb_agg(to_jsonb(w) - k.not_columns order by w.backend_id), '[]')
            from route_backends w where w.route_id = r.id)) order by r.id), '[]')
        from routes r where r.api_service_id = s.id and r.enabled),
      'backends', (select coalesce(jsonb_agg(to_jsonb(b) - k.not_columns || jsonb_build_object('endpoints',
          (select coalesce(jsonb_agg(to_jsonb(e) - k.not_columns order by e.id), '[]')
            from backend_endpoints e where e.backend_id = b.id and e.enabled)) order by b.id), '[]')
        from backends b where b.api_service_id = s.id)) order by s.id), '[]') from services s),
    'policies', (select coalesce(jsonb_agg(to_jsonb(p) - k.not_columns order by p.id), '[]') from policies p
      where p.tenant_id = d.provider_tenant_id and p.enabled
        and (p.environment is null or p.environment = d.environment)
        and (p.scope = 'global' or p.api_service_id in (select id from services))))
  from product_publishes d join gateways g on g.id = d.gateway_id cross join kept k where d.id = publish
$$;
create function deployment_hash(publish uuid) returns bytea language sql stable as $$
  select sha256(convert_to(deployment_spec(publish)::text, 'UTF8'))
$$;

-- The publish of a row may be deleted before the agent has withdrawn it, so it is not a foreign key.
create table agent_deployments (
  agent_id uuid not null references agents (id) on delete cascade,
  publish_id uuid not null,
  action text not null check (action in ('deploy', 'withdraw')),
  hash bytea check (length(hash) = 32),
  status text not null check (status in ('applied', 'failed', 'drifted')),
  error text check (length(error) <= 4000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (agent_id, publish_id)
);
create trigger touch before update on agent_deployments for each row execute function touch_row();

alter table deploy_commands drop constraint deploy_commands_publish_id_fkey;
alter table deploy_commands alter column revision_id drop not null;
-- A publish can be deployed again with the same revision, after a drift.
alter table deploy_commands drop constraint deploy_commands_agent_id_publish_id_revision_id_action_key;
create unique index deploy_commands_one_open on deploy_commands (agent_id, publish_id)
  where status in ('queued', 'sent', 'acked');
create index deploy_commands_publish on deploy_commands (agent_id, publish_id, finished_at);

grant select on agent_deployments to sluice_compiler, sluice_api;
grant insert, update, delete on agent_deployments to sluice_compiler;
grant delete on deploy_commands to sluice_compiler;
