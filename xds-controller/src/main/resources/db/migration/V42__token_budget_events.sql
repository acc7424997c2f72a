-- Events of token budgets of which 80 or 100 percent are used. One row for each budget, key, period and percentage.
create table token_budget_events (
  id bigint generated always as identity primary key,
  owner_id uuid not null,
  name text not null,
  period text not null check (period in ('day', 'month')),
  period_start date not null,
  tenant text not null,
  user_name text not null,
  credential text not null,
  model text not null,
  route text not null,
  money boolean not null,
  percent int not null check (percent in (80, 100)),
  budget bigint not null check (budget > 0),
  used bigint not null,
  raised_at timestamptz not null default now(),
  constraint token_budget_events_once unique (owner_id, name, period, period_start, tenant, user_name, credential, model,
    route, percent)
);

-- Adds one row for each percentage that the totals of these keys have reached. A batch holds the lock of
-- apply_token_budgets until its end, so that no total is missed.
create function raise_token_budget_events(keys jsonb, out raised int)
language plpgsql set search_path = public, pg_temp as $$
begin
  insert into token_budget_events (owner_id, name, period, period_start, tenant, user_name, credential, model, route, money,
      percent, budget, used)
    select distinct u.owner_id, u.name, u.period, u.period_start, u.tenant, u.user_name, u.credential, u.model, u.route,
      u.money, line.percent, u.budget, u.used
    from token_budget_keys(keys) k
    join token_budget_usage u using (owner_id, name, period, period_start, tenant, user_name, credential, model, route)
    cross join (values (80), (100)) as line(percent)
    where u.used::numeric * 100 >= u.budget::numeric * line.percent
    order by 1, 2, 3, 4, 5, 6, 7, 8, 9, line.percent
    on conflict on constraint token_budget_events_once do nothing;
  get diagnostics raised = row_count;
end
$$;

create or replace function purge_token_budgets(today date) returns void
language sql set search_path = public, pg_temp as $$
  delete from token_budget_usage where period_start < date_trunc('month', today) - interval '1 month';
  delete from token_budget_events where period_start < date_trunc('month', today) - interval '13 months';
$$;

-- The view of the management API; its rows are those whose budget the caller sees in api_token_budgets.
create view api_token_budget_events with (security_barrier) as
select b.*
from (select e.id, p.id as policy_id, s.id as subscription_id, c.id as credential_id,
    coalesce(s.tenant_id, k.tenant_id, t.id) as tenant_id, coalesce(d.provider_tenant_id, p.tenant_id) as provider_tenant_id,
    d.product_id, coalesce(d.gateway_id, p.gateway_id) as gateway_id, e.name, e.tenant, e.user_name, e.model, e.route, e.period,
    e.period_start, e.percent, e.money, e.budget, e.used, e.raised_at
  from token_budget_events e
  left join policies p on p.id = e.owner_id
  left join subscriptions s on s.id = e.owner_id
  left join product_publishes d on d.id = s.publish_id
  left join credentials c on c.id::text = e.credential
  left join subscriptions k on k.id = c.subscription_id
  left join tenants t on t.id::text = e.tenant
  where p.id is not null or s.id is not null) b
where (select api_is_system()) or b.tenant_id = (select api_tenant())
  or b.provider_tenant_id = (select api_tenant()) and not (select api_is_customer());

revoke execute on function raise_token_budget_events from public;
grant execute on function raise_token_budget_events to sluice_compiler;
grant select on token_budget_events to sluice_compiler, sluice_api;
grant insert, update, delete on token_budget_events to sluice_compiler;
grant select on api_token_budget_events to sluice_management;
