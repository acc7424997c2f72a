-- Takes V25 back. Users stay, without their tenants; the role stays for other databases of the server.
do $$
declare
  name text;
begin
  foreach name in array array['tenants', 'users', 'role_bindings', 'ip_blocks', 'api_services', 'gateways', 'policies',
      'client_apps', 'products', 'product_publishes', 'subscriptions', 'credentials', 'api_versions', 'backends', 'routes',
      'route_backends', 'backend_endpoints', 'gateway_listeners', 'plans', 'publish_services', 'publish_hostnames'] loop
    execute format('drop policy others on %I', name);
    execute format('drop policy tenant_wall on %I', name);
    execute format('drop policy if exists tenant_view on %I', name);
    execute format('alter table %I disable row level security', name);
  end loop;
  foreach name in array array['backend_endpoints', 'role_bindings', 'ip_blocks'] loop
    execute format('drop trigger touch on %I', name);
    execute format('create trigger touch before update on %I for each row execute function touch_row()', name);
    execute format('alter table %I drop column row_version', name);
  end loop;
end
$$;
revoke all on all tables in schema public from sluice_management;
revoke select (id, subscription_id, client_app_id, tenant_id, kind, prefix, oauth_issuer, oauth_client_id, scopes, label,
  status, expires_at, retire_at, revoked_at, revoked_by, replaced_by, created_at, updated_at, row_version)
  on credentials from sluice_management;
drop table api_idempotency, api_first_admin;
drop function api_provides, api_subscribes, api_is_offered, api_provides_subscription, api_is_member;
drop function api_tenant, api_user, api_is_system, api_is_customer;
alter function require_fitting_plan reset search_path;
alter function require_fitting_plan security invoker;
alter table users drop column tenant_id;
