-- Takes the routes of V33 of the sample back.
delete from routes using api_services, tenants
where api_services.id = routes.api_service_id and api_services.name = 'chat'
  and tenants.id = api_services.tenant_id and tenants.slug = 'sample'
  and routes.name in ('embeddings', 'moderations', 'responses', 'response-tokens', 'response-compact', 'response',
    'response-items', 'response-cancel', 'messages', 'message-tokens');
