-- Takes the sample tenant back with all that belongs to it, and the sample cluster when nothing else uses it.
delete from product_publishes where provider_tenant_id = (select id from tenants where slug = 'sample');
delete from products where tenant_id = (select id from tenants where slug = 'sample');
delete from policies where tenant_id = (select id from tenants where slug = 'sample');
delete from routes where api_service_id in (
  select id from api_services where tenant_id = (select id from tenants where slug = 'sample'));
delete from api_services where tenant_id = (select id from tenants where slug = 'sample');
delete from gateways where tenant_id = (select id from tenants where slug = 'sample');
delete from tenants where slug = 'sample';
delete from clusters where name = 'default' and not exists (
  select from product_publishes where cluster_id = clusters.id) and not exists (
  select from agents where cluster_id = clusters.id);
