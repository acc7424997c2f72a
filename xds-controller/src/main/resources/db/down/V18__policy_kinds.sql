delete from policies where gateway_id is not null or kind not in ('rate_limit', 'cors', 'retry', 'timeout',
  'circuit_breaker', 'fallback', 'header', 'rewrite', 'redirect', 'compression', 'cache', 'dlp', 'waf');
alter table policies drop constraint policies_kind_check;
alter table policies drop constraint policies_one_per_place;
alter table policies drop constraint policies_scope_names_its_object;
alter table policies drop constraint policies_scope_check;
alter table policies drop column gateway_id;
alter table policies add constraint policies_scope_check check (scope in ('global', 'service', 'route'));
alter table policies add constraint policies_kind_check check (kind in ('rate_limit', 'cors', 'retry', 'timeout',
  'circuit_breaker', 'fallback', 'header', 'rewrite', 'redirect', 'compression', 'cache', 'dlp', 'waf'));
alter table policies add constraint policies_scope_names_its_object check (case scope
  when 'global' then api_service_id is null and route_id is null
  when 'service' then api_service_id is not null and route_id is null
  else api_service_id is not null and route_id is not null end);
alter table policies add constraint policies_one_per_place unique nulls not distinct
  (tenant_id, scope, api_service_id, route_id, kind, environment);
