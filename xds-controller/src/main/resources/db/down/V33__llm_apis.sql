-- Takes the routes and the policy of V33 of the sample back.
delete from routes using api_services, tenants
where api_services.id = routes.api_service_id and api_services.name = 'chat'
  and tenants.id = api_services.tenant_id and tenants.slug = 'sample'
  and routes.name in ('embeddings', 'moderations', 'responses', 'response-tokens', 'response-compact', 'response',
    'response-items', 'response-cancel', 'messages', 'message-tokens');
delete from policies using api_services, tenants
where api_services.id = policies.api_service_id and api_services.name = 'autocomplete'
  and tenants.id = api_services.tenant_id and tenants.slug = 'sample'
  and policies.name = 'Inspect completions as they stream';
