-- Usage in the management API: each row with its customer, provider, product and gateway.

-- The owner's rights read the tables; the condition binds the caller to the tenant of the transaction. A customer sees
-- what it used, never what others used of it.
create view api_usage with (security_barrier) as
select u.day, u.subscription_id, u.credential_id, u.api_version_id, s.tenant_id, d.provider_tenant_id, d.product_id,
  d.gateway_id, d.cluster_id, d.environment, u.requests, u.denied, u.input_tokens, u.output_tokens, u.cost
from usage_daily u
join subscriptions s on s.id = u.subscription_id
join product_publishes d on d.id = s.publish_id
where (select api_is_system()) or s.tenant_id = (select api_tenant())
  or d.provider_tenant_id = (select api_tenant()) and not (select api_is_customer());

grant select on api_usage to sluice_management;
