-- Roles, helpers, and contexts 2 to 4: who owns what, where it can run, and what is offered.
--
-- Names are text with a length check; slugs are RFC 1123 labels. Enumerations are text with a check, so that a new
-- value is an ordinary migration. Every mutable aggregate counts its changes in row_version.

-- Roles ---------------------------------------------------------------------------------------------------------------
-- Made here when the database administrator has not made them; passwords are never set by a migration.
do $$
declare
  name text;
begin
  foreach name in array array['sluice_owner', 'sluice_compiler', 'sluice_api', 'sluice_audit_writer', 'sluice_purger'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I login', name);
    end if;
  end loop;
end
$$;

-- Functions that triggers use -----------------------------------------------------------------------------------------
create function touch_row() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end
$$;

create function touch_aggregate() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  new.row_version := old.row_version + 1;
  return new;
end
$$;

-- Change feed: one line for each changed row, and a signal without payload to whoever listens. The transaction id tells
-- readers which lines can still be joined by others of an older transaction.
create table change_log (
  seq bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  table_name text not null,
  pk text not null,
  op text not null check (op in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')),
  logged_at timestamptz not null default now()
);
create index change_log_xid on change_log (xid);
create index change_log_logged_at on change_log (logged_at);

-- Runs as the owner, so that no other role can forge or suppress a line: neither by its own statements nor by tables
-- or triggers of its own. The arguments of the trigger are the columns of the primary key.
create function log_change() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  key text := (select string_agg(format('%I::text', argument), ' || ''/'' || ') from unnest(tg_argv) argument);
  source text := case tg_op
    when 'INSERT' then 'select %1$s from new_rows'
    when 'DELETE' then 'select %1$s from old_rows'
    when 'UPDATE' then 'select %1$s from old_rows union select %1$s from new_rows'
    else 'select ''*''' end;
  written bigint;
begin
  execute 'insert into change_log (table_name, pk, op) select $1, changed.pk, $2 from ('
      || format(source, key) || ') as changed(pk)' using tg_table_name, tg_op;
  get diagnostics written = row_count;
  if written > 0 then
    notify sluice_change;
  end if;
  return null;
end
$$;
revoke execute on function log_change from public;

-- Switches the change feed on for one table.
create procedure watch_table(watched text, key text) language plpgsql as $$
begin
  execute format('create trigger log_insert after insert on %I referencing new table as new_rows '
      'for each statement execute function log_change(%s)', watched, key);
  execute format('create trigger log_update after update on %I referencing old table as old_rows new table as new_rows '
      'for each statement execute function log_change(%s)', watched, key);
  execute format('create trigger log_delete after delete on %I referencing old table as old_rows '
      'for each statement execute function log_change(%s)', watched, key);
  execute format('create trigger log_truncate after truncate on %I '
      'for each statement execute function log_change(%s)', watched, key);
end
$$;

-- Context 2: tenancy --------------------------------------------------------------------------------------------------
create table tenants (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$'),
  number bigint generated always as identity unique,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('provider', 'customer')),
  status text not null default 'active' check (status in ('active', 'suspended', 'deleted')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0
);

-- Context 3: physical layer -------------------------------------------------------------------------------------------
create table clusters (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$'),
  region text not null check (region ~ '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$'),
  cloud_provider text not null check (cloud_provider in ('aws', 'gcp', 'azure', 'on-premise')),
  status text not null default 'pending' check (status in ('pending', 'active', 'inactive', 'maintenance')),
  capabilities jsonb not null default '{}' check (jsonb_typeof(capabilities) = 'object'),
  description text not null default '' check (length(description) <= 2000),
  labels jsonb not null default '{}' check (jsonb_typeof(labels) = 'object'),
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0
);
create unique index clusters_one_default on clusters (is_default) where is_default;

create table agents (
  id uuid primary key default gen_random_uuid(),
  cluster_id uuid not null references clusters (id),
  name text not null check (length(name) between 1 and 200 and name !~ '/'),
  kind text not null check (kind in ('envoy', 'agent')),
  node_id text not null unique check (length(node_id) between 1 and 300),
  status text not null default 'pending' check (status in ('pending', 'connected', 'disconnected', 'revoked')),
  version text check (length(version) <= 200),
  schema_version int,
  token_nonce_hash bytea,
  first_seen_at timestamptz,
  last_seen_at timestamptz,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (cluster_id, name)
);
create index agents_cluster_status on agents (cluster_id, status, last_seen_at);

create table node_states (
  agent_id uuid not null references agents (id) on delete cascade,
  type_url text not null check (length(type_url) between 1 and 300),
  desired_version text not null,
  acked_version text,
  nacked_version text,
  nack_error text check (length(nack_error) <= 4000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (agent_id, type_url)
);

-- Context 4: logical layer --------------------------------------------------------------------------------------------
create table api_services (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  name text not null check (length(name) between 1 and 200),
  description text not null default '' check (length(description) <= 2000),
  labels jsonb not null default '{}' check (jsonb_typeof(labels) = 'object'),
  status text not null default 'active' check (status in ('active', 'inactive')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (id, tenant_id)
);
create unique index api_services_tenant_name on api_services (tenant_id, name);

create table api_versions (
  id uuid primary key default gen_random_uuid(),
  api_service_id uuid not null references api_services (id) on delete cascade,
  label text not null check (label ~ '^v[0-9]+$' and length(label) <= 20),
  status text not null default 'active' check (status in ('active', 'deprecated', 'sunset')),
  is_default boolean not null default false,
  deprecated_at timestamptz,
  sunset_at timestamptz,
  successor_id uuid references api_versions (id),
  docs_url text check (length(docs_url) <= 2000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (api_service_id, label),
  unique (id, api_service_id),
  constraint api_versions_sunset_after_deprecation check (sunset_at > deprecated_at),
  constraint api_versions_default_is_active check (not (is_default and status <> 'active')),
  constraint api_versions_deprecation_dated check (status <> 'deprecated' or deprecated_at is not null)
);
create unique index api_versions_one_default on api_versions (api_service_id) where is_default;

create table backends (
  id uuid primary key default gen_random_uuid(),
  api_service_id uuid not null references api_services (id) on delete cascade,
  name text not null check (length(name) between 1 and 200),
  scheme text not null default 'http' check (scheme in ('http', 'https', 'grpc', 'grpcs')),
  lb_policy text not null default 'round_robin'
    check (lb_policy in ('round_robin', 'weighted', 'least_request', 'random', 'consistent_hash')),
  connect_timeout_ms int not null default 10000 check (connect_timeout_ms between 1 and 600000),
  max_connections int not null default 500 check (max_connections between 1 and 1000000),
  health_check jsonb check (jsonb_typeof(health_check) = 'object'),
  tls jsonb check (jsonb_typeof(tls) = 'object'),
  upstream_auth text not null default 'strip'
    check (upstream_auth in ('strip', 'static_bearer', 'mtls', 'passthrough')),
  upstream_secret_ref text check (upstream_secret_ref ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$'),
  internal_token boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (api_service_id, name),
  unique (id, api_service_id)
);

create table backend_endpoints (
  id uuid primary key default gen_random_uuid(),
  backend_id uuid not null references backends (id) on delete cascade,
  host text not null check (host ~ '^[A-Za-z0-9_.:-]{1,253}$'),
  port int not null check (port between 1 and 65535),
  weight int not null default 100 check (weight between 0 and 1000),
  priority int not null default 0 check (priority between 0 and 9),
  zone text check (length(zone) <= 200),
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (backend_id, host, port)
);

-- A value that is a list of HTTP methods in upper case.
create function are_methods(methods text[]) returns boolean language sql immutable as $$
  select coalesce(bool_and(method is not null and method ~ '^[A-Z]{1,20}$'), true) from unnest(methods) method
$$;

create table routes (
  id uuid primary key default gen_random_uuid(),
  api_service_id uuid not null references api_services (id) on delete cascade,
  api_version_id uuid,
  name text not null check (length(name) between 1 and 200),
  priority int not null default 0 check (priority between -10000 and 10000),
  path_kind text not null check (path_kind in ('prefix', 'exact', 'regex')),
  path text not null check (length(path) between 1 and 1000),
  methods text[] not null default '{}' check (are_methods(methods)),
  headers jsonb not null default '[]' check (jsonb_typeof(headers) = 'array'),
  query jsonb not null default '[]' check (jsonb_typeof(query) = 'array'),
  rewrite_prefix text check (rewrite_prefix ~ '^/' and length(rewrite_prefix) <= 1000),
  idle_timeout_ms int not null default 300000 check (idle_timeout_ms between 0 and 86400000),
  timeout_ms int not null default 30000 check (timeout_ms between 0 and 86400000),
  streaming boolean not null default false,
  min_level text check (min_level in ('viewer', 'developer', 'admin')),
  dialect text not null default 'sluice' check (dialect in ('sluice', 'openai', 'anthropic', 'problem')),
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (api_service_id, name),
  unique (id, api_service_id),
  foreign key (api_version_id, api_service_id) references api_versions (id, api_service_id),
  constraint routes_path_absolute check (path_kind = 'regex' or path ~ '^/[^?#[:space:][:cntrl:]]*$'),
  constraint routes_regex_not_rewritten check (path_kind <> 'regex' or rewrite_prefix is null)
);
create index routes_service_priority on routes (api_service_id, priority desc);

create table route_backends (
  route_id uuid not null,
  backend_id uuid not null,
  -- Repeated from both parents, so that a route can only lead to a backend of its own service.
  api_service_id uuid not null,
  weight int not null default 100 check (weight between 0 and 100),
  failover_order smallint not null default 0 check (failover_order between 0 and 9),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (route_id, backend_id),
  foreign key (route_id, api_service_id) references routes (id, api_service_id) on delete cascade,
  foreign key (backend_id, api_service_id) references backends (id, api_service_id)
);
create index route_backends_backend on route_backends (backend_id);

create function fill_route_backend() returns trigger language plpgsql as $$
begin
  if new.api_service_id is null then
    select api_service_id into new.api_service_id from routes where id = new.route_id;
  end if;
  return new;
end
$$;
create trigger fill_parent before insert on route_backends for each row execute function fill_route_backend();

create table policies (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  scope text not null check (scope in ('global', 'service', 'route')),
  api_service_id uuid,
  route_id uuid,
  kind text not null check (kind in ('rate_limit', 'cors', 'retry', 'timeout', 'circuit_breaker', 'fallback', 'header',
    'rewrite', 'redirect', 'compression', 'cache', 'dlp', 'waf')),
  name text not null check (length(name) between 1 and 200),
  spec jsonb not null check (jsonb_typeof(spec) = 'object'),
  environment text check (environment in ('dev', 'staging', 'prod')),
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  foreign key (api_service_id, tenant_id) references api_services (id, tenant_id),
  foreign key (route_id, api_service_id) references routes (id, api_service_id),
  constraint policies_scope_names_its_object check (case scope
    when 'global' then api_service_id is null and route_id is null
    when 'service' then api_service_id is not null and route_id is null
    else api_service_id is not null and route_id is not null end),
  constraint policies_one_per_place unique nulls not distinct
    (tenant_id, scope, api_service_id, route_id, kind, environment)
);

create table gateways (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  name text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$'),
  gateway_class text not null default 'envoy-gateway'
    check (gateway_class in ('envoy-gateway', 'nginx', 'kong', 'traefik', 'apisix')),
  labels jsonb not null default '{}' check (jsonb_typeof(labels) = 'object'),
  status text not null default 'active' check (status in ('active', 'inactive')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (tenant_id, name),
  unique (id, tenant_id)
);

create table gateway_listeners (
  id uuid primary key default gen_random_uuid(),
  gateway_id uuid not null references gateways (id) on delete cascade,
  name text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$'),
  port int not null check (port between 1 and 65535),
  protocol text not null check (protocol in ('HTTP', 'HTTPS', 'TCP', 'TLS')),
  hostname text check (hostname = lower(hostname) and length(hostname) between 1 and 253),
  tls_mode text check (tls_mode in ('terminate', 'passthrough')),
  secret_ref text check (secret_ref ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (gateway_id, name),
  unique (gateway_id, port),
  constraint gateway_listeners_tls_has_mode check (protocol not in ('HTTPS', 'TLS') or tls_mode is not null)
);

-- A gateway has at least one listener once its transaction ends.
create function require_listener() returns trigger language plpgsql as $$
declare
  gateway uuid;
begin
  if tg_table_name = 'gateways' then
    gateway := new.id;
  else
    gateway := old.gateway_id;
  end if;
  if exists (select from gateways where id = gateway)
      and not exists (select from gateway_listeners where gateway_id = gateway) then
    raise exception 'gateway % has no listener', gateway
      using errcode = 'check_violation', constraint = 'gateways_have_a_listener', table = 'gateways';
  end if;
  return null;
end
$$;
create constraint trigger require_listener after insert on gateways
  deferrable initially deferred for each row execute function require_listener();
create constraint trigger require_listener after delete or update of gateway_id on gateway_listeners
  deferrable initially deferred for each row execute function require_listener();

-- Triggers and grants -------------------------------------------------------------------------------------------------
do $$
declare
  name text;
begin
  foreach name in array array['tenants', 'clusters', 'agents', 'api_services', 'api_versions', 'backends', 'routes',
      'policies', 'gateways'] loop
    execute format('create trigger touch before update on %I for each row execute function touch_aggregate()', name);
  end loop;
  foreach name in array array['node_states', 'backend_endpoints', 'route_backends', 'gateway_listeners'] loop
    execute format('create trigger touch before update on %I for each row execute function touch_row()', name);
  end loop;
  -- Agents and node states are written by the controller itself, with every heartbeat and ACK: no news to it.
  foreach name in array array['tenants', 'clusters', 'api_services', 'api_versions', 'backends', 'routes', 'policies',
      'gateways'] loop
    call watch_table(name, 'id');
  end loop;
  -- What has no life of its own is logged under the id of what it belongs to.
  call watch_table('backend_endpoints', 'backend_id, id');
  call watch_table('gateway_listeners', 'gateway_id, id');
  call watch_table('route_backends', 'route_id, backend_id');
end
$$;

grant select on all tables in schema public to sluice_compiler, sluice_api;
grant insert, update, delete on agents, node_states to sluice_compiler;
grant delete on change_log to sluice_compiler;
grant insert, update, delete on tenants, clusters, agents, api_services, api_versions, backends, backend_endpoints,
  routes, route_backends, policies, gateways, gateway_listeners to sluice_api;
