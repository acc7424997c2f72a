-- More kinds of policies, and policies of one gateway.
alter table policies add column gateway_id uuid;
alter table policies add foreign key (gateway_id, tenant_id) references gateways (id, tenant_id);
alter table policies drop constraint policies_scope_check;
alter table policies add constraint policies_scope_check check (scope in ('global', 'gateway', 'service', 'route'));
alter table policies drop constraint policies_scope_names_its_object;
alter table policies add constraint policies_scope_names_its_object check (case scope
  when 'global' then api_service_id is null and route_id is null and gateway_id is null
  when 'gateway' then api_service_id is null and route_id is null and gateway_id is not null
  when 'service' then api_service_id is not null and route_id is null and gateway_id is null
  else api_service_id is not null and route_id is not null and gateway_id is null end);
alter table policies drop constraint policies_one_per_place;
alter table policies add constraint policies_one_per_place unique nulls not distinct
  (tenant_id, scope, gateway_id, api_service_id, route_id, kind, environment);
alter table policies drop constraint policies_kind_check;
alter table policies add constraint policies_kind_check check (kind in ('access_log', 'adaptive_concurrency',
  'admission_control', 'cache', 'circuit_breaker', 'client_limits', 'compression', 'cors', 'csrf', 'direct_response', 'dlp',
  'fallback', 'grpc_json', 'header', 'health_check', 'load_balancer', 'mirror', 'outlier_detection', 'rate_limit',
  'redirect', 'request_limit', 'retry', 'rewrite', 'timeout', 'tracing', 'upgrade', 'variant', 'waf'));
