-- The management API: its role, the wall between tenants, and what it keeps for itself.

-- Role ------------------------------------------------------------------------------------------------------------------
-- Nobody logs in as this role. The controller takes it for each transaction of the API.
do $$
begin
  if not exists (select from pg_roles where rolname = 'sluice_management') then
    create role sluice_management nologin;
  end if;
  begin
    execute format('grant sluice_management to %I', current_user);
  exception when insufficient_privilege then
    raise notice 'the API needs: grant sluice_management to %', current_user;
  end;
end
$$;

-- Columns ---------------------------------------------------------------------------------------------------------------
-- Every managed row counts its changes, so that a lost update is seen.
alter table backend_endpoints add column row_version int not null default 0;
alter table role_bindings add column row_version int not null default 0;
alter table ip_blocks add column row_version int not null default 0;
do $$
declare
  name text;
begin
  foreach name in array array['backend_endpoints', 'role_bindings', 'ip_blocks'] loop
    execute format('drop trigger touch on %I', name);
    execute format('create trigger touch before update on %I for each row execute function touch_aggregate()', name);
  end loop;
end
$$;
-- The tenant whose administrators manage a user; null is a user of the operator.
alter table users add column tenant_id uuid references tenants (id);

-- Tables of the API -----------------------------------------------------------------------------------------------------
-- Answers by the key of the client. An answer holds no secret.
create table api_idempotency (
  user_id uuid not null references users (id) on delete cascade,
  key text not null check (length(key) between 1 and 200),
  request_hash bytea not null check (length(request_hash) = 32),
  status int not null,
  headers jsonb not null,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
create index api_idempotency_created_at on api_idempotency (created_at);

-- The one-time token of the first administrator, while there is none.
create table api_first_admin (
  id boolean primary key default true check (id),
  token_hash bytea not null check (length(token_hash) = 32),
  expires_at timestamptz not null
);

-- Who asks --------------------------------------------------------------------------------------------------------------
create function api_tenant() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('sluice.tenant', true), '')::uuid
$$;
create function api_user() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('sluice.user', true), '')::uuid
$$;
create function api_is_system() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('sluice.system', true), '') = 'on'
$$;
create function api_is_customer() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('sluice.portal', true), '') = 'customer'
$$;

-- These see all rows, so that the policies of two tables do not ask each other.
create function api_provides(publish uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from product_publishes where id = publish and provider_tenant_id = api_tenant())
$$;
create function api_subscribes(publish uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from subscriptions where publish_id = publish and tenant_id = api_tenant())
$$;
create function api_is_offered(product uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from product_publishes d where d.product_id = product
    and (d.status = 'PUBLISHED' and d.visibility = 'public' or api_subscribes(d.id)))
$$;
create function api_provides_subscription(subscription uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from subscriptions s join product_publishes d on d.id = s.publish_id
    where s.id = subscription and d.provider_tenant_id = api_tenant())
$$;
create function api_is_member(member uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from role_bindings where user_id = member and tenant_id = api_tenant())
$$;
revoke execute on function api_provides, api_subscribes, api_is_offered, api_provides_subscription, api_is_member
  from public;
grant execute on function api_provides, api_subscribes, api_is_offered, api_provides_subscription, api_is_member
  to sluice_management;

-- A trigger that checks rows of two tenants must see both.
alter function require_fitting_plan security definer;
alter function require_fitting_plan set search_path = public, pg_temp;

-- The wall --------------------------------------------------------------------------------------------------------------
-- Bounds the API alone: other roles see what they saw. The owner is not bound, because it migrates and dumps.
create procedure wall_table(walled text, for_all text, for_select text default null) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', walled);
  execute format('create policy others on %I using (current_user <> ''sluice_management'') '
      'with check (current_user <> ''sluice_management'')', walled);
  execute format('create policy tenant_wall on %I to sluice_management using (%s) with check (%2$s)', walled, for_all);
  if for_select is not null then
    execute format('create policy tenant_view on %I for select to sluice_management using (%s)', walled, for_select);
  end if;
end
$$;

call wall_table('tenants', 'api_is_system() or id = api_tenant()');
call wall_table('users', 'api_is_system() or tenant_id = api_tenant()', 'api_is_member(id)');
call wall_table('role_bindings', 'api_is_system() or tenant_id = api_tenant()');
call wall_table('ip_blocks', 'api_is_system()');
call wall_table('api_services', 'tenant_id = api_tenant()');
call wall_table('gateways', 'tenant_id = api_tenant()');
call wall_table('policies', 'tenant_id = api_tenant()');
call wall_table('client_apps', 'tenant_id = api_tenant()');
call wall_table('products', 'tenant_id = api_tenant()', 'api_is_customer() and api_is_offered(id)');
call wall_table('product_publishes', 'provider_tenant_id = api_tenant()',
  'api_is_customer() and (status = ''PUBLISHED'' and visibility = ''public'' or api_subscribes(id))');
call wall_table('subscriptions', 'tenant_id = api_tenant() or api_provides(publish_id)');
call wall_table('credentials', 'tenant_id = api_tenant()', 'api_provides_subscription(subscription_id)');
call wall_table('api_versions', 'exists (select from api_services p where p.id = api_service_id)');
call wall_table('backends', 'exists (select from api_services p where p.id = api_service_id)');
call wall_table('routes', 'exists (select from api_services p where p.id = api_service_id)');
call wall_table('route_backends', 'exists (select from api_services p where p.id = api_service_id)');
call wall_table('backend_endpoints', 'exists (select from backends p where p.id = backend_id)');
call wall_table('gateway_listeners', 'exists (select from gateways p where p.id = gateway_id)');
call wall_table('plans', 'exists (select from products p where p.id = product_id and p.tenant_id = api_tenant())',
  'exists (select from products p where p.id = product_id)');
call wall_table('publish_services', 'provider_tenant_id = api_tenant()');
call wall_table('publish_hostnames', 'exists (select from product_publishes p where p.id = publish_id '
  'and p.provider_tenant_id = api_tenant())', 'exists (select from product_publishes p where p.id = publish_id)');
call wall_table('api_idempotency', 'user_id = api_user()');

drop procedure wall_table;

-- Grants ----------------------------------------------------------------------------------------------------------------
grant select, insert, update, delete on tenants, users, role_bindings, clusters, ip_blocks, api_services, api_versions,
  backends, backend_endpoints, routes, route_backends, policies, gateways, gateway_listeners, products, plans,
  product_publishes, publish_services, publish_hostnames, client_apps, subscriptions, api_idempotency
  to sluice_management;
-- The digests of keys are written, never read.
grant select (id, subscription_id, client_app_id, tenant_id, kind, prefix, oauth_issuer, oauth_client_id, scopes, label,
  status, expires_at, retire_at, revoked_at, revoked_by, replaced_by, created_at, updated_at, row_version), insert, update
  on credentials to sluice_management;
grant select, delete on api_first_admin to sluice_management;
grant insert on change_events to sluice_management;
