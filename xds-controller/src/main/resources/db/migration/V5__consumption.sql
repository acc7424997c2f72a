-- Context 5, the consumers' side: what a product costs and allows, who uses it, with which credential, and how much.

create table plans (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null references products (id),
  name text not null check (length(name) between 1 and 200),
  tier text not null check (tier in ('free', 'premium', 'enterprise')),
  environment text check (environment in ('dev', 'staging', 'prod')),
  per_minute int not null check (per_minute > 0),
  burst int not null check (burst > 0),
  per_day bigint check (per_day > 0),
  per_month bigint check (per_month > 0),
  tokens_per_month bigint check (tokens_per_month > 0),
  approval_required boolean not null default false,
  price jsonb check (jsonb_typeof(price) = 'object'),
  status text not null default 'active' check (status in ('active', 'retired')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (product_id, name)
);

create table client_apps (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  name text not null check (length(name) between 1 and 200),
  callback_urls text[] not null default '{}' check (array_position(callback_urls, null) is null),
  allowed_origins text[] not null default '{}' check (array_position(allowed_origins, null) is null),
  status text not null default 'active' check (status in ('active', 'inactive')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (tenant_id, name),
  unique (id, tenant_id)
);

create table subscriptions (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  publish_id uuid not null references product_publishes (id),
  plan_id uuid not null references plans (id),
  status text not null default 'pending'
    check (status in ('pending', 'active', 'rejected', 'suspended', 'cancelled')),
  requested_by text not null check (length(requested_by) between 1 and 200),
  decided_by text check (length(decided_by) <= 200),
  decided_at timestamptz,
  reason text check (length(reason) <= 2000),
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (id, tenant_id),
  constraint subscriptions_end_after_start check (ended_at >= started_at)
);
create unique index subscriptions_one_open on subscriptions (tenant_id, publish_id)
  where status in ('pending', 'active', 'suspended');
create index subscriptions_publish on subscriptions (publish_id);
create index subscriptions_plan on subscriptions (plan_id);

-- A subscription's plan belongs to the product of its publish and to its environment, whichever of the three changes.
-- The argument says which of them the trigger stands on.
create function require_fitting_plan() returns trigger language plpgsql as $$
declare
  misfit uuid;
begin
  execute format('select s.id from subscriptions s join plans p on p.id = s.plan_id '
      'join product_publishes d on d.id = s.publish_id '
      'where %I.id = $1 and (p.product_id <> d.product_id or p.environment <> d.environment) limit 1', tg_argv[0])
    using new.id into misfit;
  if misfit is not null then
    raise exception 'the plan of subscription % is of another product or environment than its publish', misfit
      using errcode = 'check_violation', constraint = 'subscriptions_plan_fits_publish', table = 'subscriptions';
  end if;
  return null;
end
$$;
create constraint trigger require_fitting_plan after insert or update of plan_id, publish_id on subscriptions
  deferrable initially deferred for each row execute function require_fitting_plan('s');
create constraint trigger require_fitting_plan after update of product_id, environment on plans
  deferrable initially deferred for each row execute function require_fitting_plan('p');
create constraint trigger require_fitting_plan after update of product_id, environment on product_publishes
  deferrable initially deferred for each row execute function require_fitting_plan('d');

create table credentials (
  id uuid primary key default gen_random_uuid(),
  subscription_id uuid not null,
  client_app_id uuid,
  -- Repeated from both parents, so that a credential joins a subscription and an application of one tenant.
  tenant_id uuid not null,
  kind text not null check (kind in ('apikey', 'oauth2')),
  prefix text unique check (prefix ~ '^[A-Za-z0-9_-]{4,32}$'),
  secret_hash bytea unique check (length(secret_hash) = 32),
  oauth_issuer text check (length(oauth_issuer) between 1 and 200),
  oauth_client_id text check (length(oauth_client_id) between 1 and 200),
  scopes text[] not null default '{}' check (array_position(scopes, null) is null),
  label text not null default '' check (length(label) <= 200),
  status text not null default 'active' check (status in ('active', 'retiring', 'revoked', 'expired')),
  expires_at timestamptz,
  retire_at timestamptz,
  revoked_at timestamptz,
  revoked_by text check (length(revoked_by) <= 200),
  replaced_by uuid references credentials (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (oauth_issuer, oauth_client_id),
  foreign key (subscription_id, tenant_id) references subscriptions (id, tenant_id),
  foreign key (client_app_id, tenant_id) references client_apps (id, tenant_id),
  constraint credentials_key_has_hash check ((kind = 'apikey') = (secret_hash is not null and prefix is not null)),
  constraint credentials_client_is_named
    check ((kind = 'oauth2') = (oauth_client_id is not null and oauth_issuer is not null)),
  constraint credentials_retirement_dated check (status <> 'retiring' or retire_at is not null),
  constraint credentials_revocation_dated check (status <> 'revoked' or revoked_at is not null)
);
create index credentials_subscription_status on credentials (subscription_id, status);

create function fill_credential() returns trigger language plpgsql as $$
begin
  if new.tenant_id is null then
    select tenant_id into new.tenant_id from subscriptions where id = new.subscription_id;
  end if;
  return new;
end
$$;
create trigger fill_parent before insert on credentials for each row execute function fill_credential();

-- Beside the credential, not in it: a use is no change of the credential, which would be delivered again and whose
-- row_version would answer a user's edit with a conflict.
create table credential_uses (
  credential_id uuid primary key references credentials (id) on delete cascade,
  last_used_at timestamptz not null
);

-- One row for each day in UTC; the nil uuid stands for no version. Counters only grow, from batches that are applied once.
create table usage_daily (
  subscription_id uuid not null references subscriptions (id),
  credential_id uuid not null references credentials (id),
  api_version_id uuid not null default '00000000-0000-0000-0000-000000000000',
  day date not null,
  requests bigint not null default 0 check (requests >= 0),
  denied bigint not null default 0 check (denied >= 0),
  input_tokens bigint not null default 0 check (input_tokens >= 0),
  output_tokens bigint not null default 0 check (output_tokens >= 0),
  cost numeric(14,6) not null default 0 check (cost >= 0),
  primary key (subscription_id, credential_id, api_version_id, day)
);
create index usage_daily_subscription_day on usage_daily (subscription_id, day);

create table ip_blocks (
  id uuid primary key default gen_random_uuid(),
  cidr cidr not null,
  action text not null check (action in ('deny', 'allow')),
  source text not null check (source in ('manual', 'auto', 'feed')),
  tenant_id uuid references tenants (id),
  reason text not null default '' check (length(reason) <= 2000),
  expires_at timestamptz,
  created_by text not null check (length(created_by) between 1 and 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint ip_blocks_once unique nulls not distinct (cidr, action, source, tenant_id)
);
create index ip_blocks_network on ip_blocks using gist (cidr inet_ops);

-- Triggers and grants -------------------------------------------------------------------------------------------------
do $$
declare
  name text;
begin
  foreach name in array array['plans', 'client_apps', 'subscriptions', 'credentials'] loop
    execute format('create trigger touch before update on %I for each row execute function touch_aggregate()', name);
    call watch_table(name, 'id');
  end loop;
  create trigger touch before update on ip_blocks for each row execute function touch_row();
  call watch_table('ip_blocks', 'id');
end
$$;

grant select on plans, client_apps, subscriptions, credentials, credential_uses, usage_daily, ip_blocks
  to sluice_compiler, sluice_api;
grant insert, update on credential_uses, usage_daily to sluice_compiler;
grant insert, update, delete on plans, client_apps, subscriptions, credentials, ip_blocks to sluice_api;
