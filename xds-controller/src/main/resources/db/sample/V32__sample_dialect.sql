-- Clients of the sample AI routes are made for OpenAI, so errors have OpenAI's format. Routes with another dialect keep
-- it.
update routes set dialect = 'openai'
from api_services
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
where api_services.id = routes.api_service_id and api_services.name in ('autocomplete', 'chat', 'agent', 'rag')
  and routes.dialect = 'sluice';
