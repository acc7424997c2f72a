-- Budgets of tokens or money. Policy servers send what calls of models used in numbered batches, and receive the totals of all
-- servers.
alter table policies drop constraint policies_kind_check;
alter table policies add constraint policies_kind_check check (kind in ('access_log', 'adaptive_concurrency',
  'admission_control', 'cache', 'circuit_breaker', 'client_limits', 'compression', 'cors', 'csrf', 'direct_response', 'dlp',
  'fallback', 'grpc_json', 'header', 'health_check', 'llm', 'load_balancer', 'mirror', 'outlier_detection', 'rate_limit',
  'redirect', 'request_limit', 'retry', 'rewrite', 'timeout', 'token_budget', 'tracing', 'upgrade', 'variant', 'waf'));

-- What calls used of a budget in a period, by the values of its key; an empty text is no part of the key. Tokens are in
-- thousandths, money is in hundred-millionths of the currency. The owner is a policy, or the subscription of a plan.
create table token_budget_usage (
  owner_id uuid not null,
  name text not null check (length(name) between 1 and 63),
  period text not null check (period in ('day', 'month')),
  period_start date not null,
  tenant text not null,
  user_name text not null,
  credential text not null,
  model text not null,
  route text not null,
  money boolean not null,
  budget bigint not null check (budget > 0),
  used bigint not null,
  updated_at timestamptz not null default now(),
  primary key (owner_id, name, period, period_start, tenant, user_name, credential, model, route)
);

create table token_budget_cursors (
  writer_id uuid primary key,
  node_id text not null check (length(node_id) between 1 and 201),
  through_seq bigint not null check (through_seq > 0),
  updated_at timestamptz not null default now()
);

create function token_budget_keys(keys jsonb)
returns table (owner_id uuid, name text, period text, period_start date, tenant text, user_name text, credential text,
  model text, route text, money boolean, budget bigint, amount bigint)
language sql immutable set search_path = public, pg_temp as $$
  select * from jsonb_to_recordset(keys) as k(owner uuid, name text, period text, "start" date, tenant text, "user" text,
    credential text, model text, route text, money boolean, budget bigint, amount bigint)
$$;

-- Returns what is used of the budgets with these keys.
create function token_budget_totals(keys jsonb)
returns table (owner_id uuid, name text, period text, period_start date, tenant text, user_name text, credential text,
  model text, route text, used bigint)
language sql stable set search_path = public, pg_temp as $$
  select distinct k.owner_id, k.name, k.period, k.period_start, k.tenant, k.user_name, k.credential, k.model, k.route,
    coalesce(u.used, 0)
  from token_budget_keys(keys) k
  left join token_budget_usage u using (owner_id, name, period, period_start, tenant, user_name, credential, model, route)
$$;

-- Counts a batch of `writer` once. `through_seq` is the last batch of the writer that counts. Amounts may be below zero: they
-- correct earlier ones.
create function apply_token_budgets(writer uuid, node text, seq bigint, uses jsonb, out result text, out through_seq bigint)
language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('token budgets', 38));
  through_seq := coalesce((select c.through_seq from token_budget_cursors c where c.writer_id = writer), 0);
  if seq <= through_seq then
    result := 'repeated';
    return;
  end if;
  result := 'applied';
  through_seq := seq;
  insert into token_budget_usage as u (owner_id, name, period, period_start, tenant, user_name, credential, model, route,
      money, budget, used)
    select k.owner_id, k.name, k.period, k.period_start, k.tenant, k.user_name, k.credential, k.model, k.route,
      bool_or(k.money), max(k.budget), sum(k.amount)
    from token_budget_keys(uses) k
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1, 2, 3, 4, 5, 6, 7, 8, 9
    on conflict on constraint token_budget_usage_pkey do update set
      used = u.used + excluded.used, budget = excluded.budget, money = excluded.money, updated_at = now();
  insert into token_budget_cursors as c (writer_id, node_id, through_seq) values (writer, node, seq)
    on conflict (writer_id) do update set
      node_id = excluded.node_id, through_seq = excluded.through_seq, updated_at = now();
end
$$;

-- Only the periods of this month and the one before are needed; usage_daily keeps the history.
create function purge_token_budgets(today date) returns void
language sql set search_path = public, pg_temp as $$
  delete from token_budget_usage where period_start < date_trunc('month', today) - interval '1 month'
$$;

-- The view of the management API. The owner's rights read the tables; the condition binds the caller to the tenant of the
-- transaction. A customer sees the budgets of its subscriptions, and those whose key names it or one of its credentials.
create view api_token_budgets with (security_barrier) as
select b.*
from (select md5(concat_ws('|', u.owner_id, u.name, u.period, u.period_start, u.tenant, u.user_name, u.credential, u.model,
      u.route))::uuid as id,
    p.id as policy_id, s.id as subscription_id, c.id as credential_id,
    coalesce(s.tenant_id, k.tenant_id, t.id) as tenant_id, coalesce(d.provider_tenant_id, p.tenant_id) as provider_tenant_id,
    d.product_id, coalesce(d.gateway_id, p.gateway_id) as gateway_id, u.name, u.tenant, u.user_name, u.model, u.route, u.period,
    u.period_start, (u.period_start + case u.period when 'day' then interval '1 day' else interval '1 month' end)::date
      as period_end,
    u.money, u.budget, u.used
  from token_budget_usage u
  left join policies p on p.id = u.owner_id
  left join subscriptions s on s.id = u.owner_id
  left join product_publishes d on d.id = s.publish_id
  left join credentials c on c.id::text = u.credential
  left join subscriptions k on k.id = c.subscription_id
  left join tenants t on t.id::text = u.tenant
  where p.id is not null or s.id is not null) b
where (select api_is_system()) or b.tenant_id = (select api_tenant())
  or b.provider_tenant_id = (select api_tenant()) and not (select api_is_customer());

revoke execute on function token_budget_keys, token_budget_totals, apply_token_budgets, purge_token_budgets from public;
grant execute on function token_budget_keys, token_budget_totals, apply_token_budgets, purge_token_budgets to sluice_compiler;
grant select on token_budget_usage, token_budget_cursors to sluice_compiler, sluice_api;
grant insert, update, delete on token_budget_usage, token_budget_cursors to sluice_compiler;
grant select on api_token_budgets to sluice_management;
