-- Takes V32 back. It is in the history of the sample data, which a database without samples does not have.
update routes set dialect = 'sluice'
from api_services
join tenants on tenants.id = api_services.tenant_id and tenants.slug = 'sample'
where api_services.id = routes.api_service_id and api_services.name in ('autocomplete', 'chat', 'agent', 'rag')
  and routes.dialect = 'openai';
do $$
begin
  if to_regclass('flyway_sample_history') is not null then
    delete from flyway_sample_history where version = '32';
  end if;
end $$;
