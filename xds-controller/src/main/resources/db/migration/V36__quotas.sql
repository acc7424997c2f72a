-- Quotas per day and month in UTC. Policy servers send the requests that they admitted in numbered batches, and receive the
-- totals of all servers.

create table quota_usage (
  subscription_id uuid not null references subscriptions (id) on delete cascade,
  credential_id uuid not null references credentials (id) on delete cascade,
  day date not null,
  requests bigint not null check (requests >= 0),
  primary key (subscription_id, day, credential_id)
);
create index quota_usage_credential on quota_usage (credential_id, day);

create table quota_cursors (
  writer_id uuid primary key,
  node_id text not null check (length(node_id) between 1 and 201),
  through_seq bigint not null check (through_seq > 0),
  updated_at timestamptz not null default now()
);

-- One row for each key, period and line. Without a credential, the key is the whole subscription.
create table quota_events (
  id bigint generated always as identity primary key,
  subscription_id uuid not null references subscriptions (id) on delete cascade,
  credential_id uuid references credentials (id) on delete cascade,
  period text not null check (period in ('day', 'month')),
  period_start date not null,
  percent int not null check (percent in (80, 100)),
  quota bigint not null check (quota > 0),
  used bigint not null check (used >= 0),
  raised_at timestamptz not null default now(),
  constraint quota_events_once unique nulls not distinct (subscription_id, credential_id, period, period_start, percent)
);
create index quota_events_credential on quota_events (credential_id);

-- Returns the totals of subscriptions and credentials on given days, and in the months of these days.
create function quota_totals(keys jsonb)
returns table (subscription uuid, credential uuid, day date, on_day bigint, in_month bigint)
language sql stable set search_path = public, pg_temp as $$
  with asked as (
    select distinct k.subscription, k.credential, k.day, date_trunc('month', k.day)::date as month_start,
      (date_trunc('month', k.day) + interval '1 month')::date as month_end
    from jsonb_to_recordset(keys) as k(subscription uuid, credential uuid, day date))
  select a.subscription, null::uuid, a.day, t.on_day, t.in_month
  from (select distinct asked.subscription, asked.day, month_start, month_end from asked) a,
    lateral (select coalesce(sum(u.requests) filter (where u.day = a.day), 0)::bigint as on_day,
        coalesce(sum(u.requests), 0)::bigint as in_month
      from quota_usage u
      where u.subscription_id = a.subscription and u.day >= a.month_start and u.day < a.month_end) t
  union all
  select a.subscription, a.credential, a.day, t.on_day, t.in_month
  from asked a,
    lateral (select coalesce(sum(u.requests) filter (where u.day = a.day), 0)::bigint as on_day,
        coalesce(sum(u.requests), 0)::bigint as in_month
      from quota_usage u
      where u.credential_id = a.credential and u.subscription_id = a.subscription
        and u.day >= a.month_start and u.day < a.month_end) t
$$;

-- Adds one row for each line that the totals of these keys have reached.
create function raise_quota_events(keys jsonb, out raised int)
language plpgsql set search_path = public, pg_temp as $$
begin
  insert into quota_events (subscription_id, credential_id, period, period_start, percent, quota, used)
    select t.subscription, t.credential, q.period, q.period_start, line.percent, q.quota, max(q.used)
    from quota_totals(keys) t
    join subscriptions s on s.id = t.subscription
    join plans p on p.id = s.plan_id
    cross join lateral (values
      ('day', t.day, p.per_day, t.on_day),
      ('month', date_trunc('month', t.day)::date, p.per_month, t.in_month)) as q(period, period_start, quota, used)
    cross join (values (80), (100)) as line(percent)
    where q.used::numeric * 100 >= q.quota::numeric * line.percent
      and (t.credential is null
        or exists (select from credentials c where c.id = t.credential and c.subscription_id = t.subscription))
    group by t.subscription, t.credential, q.period, q.period_start, line.percent, q.quota
    order by 1, 2, 3, 4, 5
    on conflict on constraint quota_events_once do nothing;
  get diagnostics raised = row_count;
end
$$;

-- Counts a batch of `writer` once. `through_seq` is the last batch of the writer that counts; `unknown` are the counts of
-- credentials that have no row.
create function apply_quota(writer uuid, node text, seq bigint, counts jsonb,
  out result text, out through_seq bigint, out unknown int, out raised int)
language plpgsql set search_path = public, pg_temp as $$
declare
  known int;
begin
  unknown := 0;
  raised := 0;
  -- One batch at a time, so that the totals of a subscription include each batch before, and a line is never missed.
  perform pg_advisory_xact_lock(hashtextextended('quota', 36));
  through_seq := coalesce((select c.through_seq from quota_cursors c where c.writer_id = writer), 0);
  if seq <= through_seq then
    result := 'repeated';
    return;
  end if;
  result := 'applied';
  through_seq := seq;
  insert into quota_usage as q (subscription_id, credential_id, day, requests)
    select k.subscription, k.credential, k.day, sum(k.requests)
    from jsonb_to_recordset(counts) as k(subscription uuid, credential uuid, day date, requests bigint)
    join credentials c on c.id = k.credential and c.subscription_id = k.subscription
    group by 1, 2, 3 order by 1, 3, 2
    on conflict (subscription_id, day, credential_id) do update set requests = q.requests + excluded.requests;
  select count(*) into known
    from jsonb_to_recordset(counts) as k(subscription uuid, credential uuid)
    join credentials c on c.id = k.credential and c.subscription_id = k.subscription;
  unknown := jsonb_array_length(counts) - known;
  raised := raise_quota_events(counts);
  insert into quota_cursors as c (writer_id, node_id, through_seq) values (writer, node, seq)
    on conflict (writer_id) do update set
      node_id = excluded.node_id, through_seq = excluded.through_seq, updated_at = now();
end
$$;

-- Only the days of this month and the one before are needed; usage_daily keeps the history.
create function purge_quotas(today date) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  delete from quota_usage where day < date_trunc('month', today) - interval '1 month';
  delete from quota_events where period_start < date_trunc('month', today) - interval '13 months';
end
$$;

-- The views of the management API -------------------------------------------------------------------------------------------
-- The owner's rights read the tables; the condition binds the caller to the tenant of the transaction.
create view api_quotas with (security_barrier) as
select k.id, k.subscription_id, k.credential_id, s.tenant_id, d.provider_tenant_id, d.product_id, d.gateway_id, s.plan_id,
  p.tier, p.per_day, p.per_month
from (select id, id as subscription_id, null::uuid as credential_id from subscriptions
    union all select id, subscription_id, id from credentials where status in ('active', 'retiring')) k
join subscriptions s on s.id = k.subscription_id
join plans p on p.id = s.plan_id
join product_publishes d on d.id = s.publish_id
where s.status = 'active' and (p.per_day is not null or p.per_month is not null)
  and ((select api_is_system()) or s.tenant_id = (select api_tenant())
    or d.provider_tenant_id = (select api_tenant()) and not (select api_is_customer()));

create view api_quota_usage with (security_barrier) as
select u.subscription_id, u.credential_id, u.day, u.requests
from quota_usage u
join subscriptions s on s.id = u.subscription_id
join product_publishes d on d.id = s.publish_id
where (select api_is_system()) or s.tenant_id = (select api_tenant())
  or d.provider_tenant_id = (select api_tenant()) and not (select api_is_customer());

create view api_quota_events with (security_barrier) as
select e.id, e.subscription_id, e.credential_id, s.tenant_id, d.provider_tenant_id, d.product_id, d.gateway_id, e.period,
  e.period_start, e.percent, e.quota, e.used, e.raised_at
from quota_events e
join subscriptions s on s.id = e.subscription_id
join product_publishes d on d.id = s.publish_id
where (select api_is_system()) or s.tenant_id = (select api_tenant())
  or d.provider_tenant_id = (select api_tenant()) and not (select api_is_customer());

-- Grants --------------------------------------------------------------------------------------------------------------------
revoke execute on function quota_totals, raise_quota_events, apply_quota, purge_quotas from public;
grant execute on function quota_totals, raise_quota_events, apply_quota, purge_quotas to sluice_compiler;
grant select on quota_usage, quota_cursors, quota_events to sluice_compiler, sluice_api;
grant insert, update, delete on quota_usage, quota_cursors, quota_events to sluice_compiler;
grant select on api_quotas, api_quota_usage, api_quota_events to sluice_management;
