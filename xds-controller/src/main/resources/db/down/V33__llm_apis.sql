-- Takes V33 back. It is in the history of the sample data, which a database without samples does not have.
delete from routes using api_services, tenants
where api_services.id = routes.api_service_id and api_services.name = 'chat'
  and tenants.id = api_services.tenant_id and tenants.slug = 'sample'
  and routes.name in ('embeddings', 'moderations', 'responses', 'response-tokens', 'response-compact', 'response',
    'response-items', 'response-cancel', 'messages', 'message-tokens');
delete from policies using api_services, tenants
where api_services.id = policies.api_service_id and api_services.name = 'autocomplete'
  and tenants.id = api_services.tenant_id and tenants.slug = 'sample'
  and policies.name = 'Inspect completions as they stream';
do $$
begin
  if to_regclass('flyway_sample_history') is not null then
    delete from flyway_sample_history where version = '33';
  end if;
end $$;
