-- Contexts 5 and 6: what is offered to consumers, and where it is deployed. Only product_publishes joins the logical
-- layer to the physical one.

-- Context 5: catalogue ------------------------------------------------------------------------------------------------
create table products (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  name text not null check (length(name) between 1 and 200),
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$'),
  version text not null check (length(version) between 1 and 50),
  description text not null default '' check (length(description) <= 2000),
  categories text[] not null default '{}' check (array_position(categories, null) is null),
  tags text[] not null default '{}' check (array_position(tags, null) is null),
  docs_url text check (length(docs_url) <= 2000),
  logo_url text check (length(logo_url) <= 2000),
  status text not null default 'draft' check (status in ('draft', 'active', 'archived')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (tenant_id, name, version),
  unique (id, tenant_id)
);
create index products_categories on products using gin (categories);
create index products_tags on products using gin (tags);

-- Context 6: deployment -----------------------------------------------------------------------------------------------
create table product_publishes (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null,
  provider_tenant_id uuid not null references tenants (id),
  gateway_id uuid not null,
  cluster_id uuid not null references clusters (id),
  environment text not null check (environment in ('dev', 'staging', 'prod')),
  auth_mode text not null check (auth_mode in ('none', 'apikey', 'oauth2')),
  auth_config jsonb not null default '{}' check (jsonb_typeof(auth_config) = 'object'),
  hostname text not null check (hostname = lower(hostname) and length(hostname) between 1 and 253),
  visibility text not null default 'private' check (visibility in ('public', 'private')),
  approval_required boolean not null default false,
  status text not null default 'DRAFT' check (status in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
  published_at timestamptz,
  published_by text check (length(published_by) <= 200),
  withdrawn_at timestamptz,
  withdrawn_by text check (length(withdrawn_by) <= 200),
  withdraw_reason text check (length(withdraw_reason) <= 2000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (id, provider_tenant_id),
  unique (id, cluster_id, status),
  foreign key (product_id, provider_tenant_id) references products (id, tenant_id),
  foreign key (gateway_id, provider_tenant_id) references gateways (id, tenant_id),
  constraint product_publishes_published_dated check (status <> 'PUBLISHED' or published_at is not null),
  constraint product_publishes_oauth2_names_issuer check (auth_mode <> 'oauth2' or auth_config ? 'issuer'),
  constraint product_publishes_prod_authenticated check (environment <> 'prod' or auth_mode <> 'none'
    or coalesce(auth_config ->> 'allow_anonymous', 'false') = 'true')
);
create index product_publishes_cluster_environment on product_publishes (cluster_id, environment, status);
create unique index product_publishes_one_published on product_publishes (product_id, cluster_id, environment)
  where status = 'PUBLISHED';
create unique index product_publishes_one_hostname on product_publishes (cluster_id, hostname)
  where status = 'PUBLISHED';

create table publish_services (
  publish_id uuid not null,
  api_service_id uuid not null,
  -- Repeated from both parents, so that a publish can only offer services of its own provider.
  provider_tenant_id uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (publish_id, api_service_id),
  foreign key (publish_id, provider_tenant_id)
    references product_publishes (id, provider_tenant_id) on delete cascade,
  foreign key (api_service_id, provider_tenant_id) references api_services (id, tenant_id)
);
create index publish_services_service on publish_services (api_service_id);

create table publish_hostnames (
  publish_id uuid not null,
  host text not null check (host = lower(host) and host ~ '^[^[:space:][:cntrl:]/:]{1,253}$'),
  generated boolean not null default false,
  -- Both follow the publish by the foreign key, so that one index can hold a host to one publish of a cluster.
  cluster_id uuid not null,
  publish_status text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (publish_id, host),
  foreign key (publish_id, cluster_id, publish_status)
    references product_publishes (id, cluster_id, status) on update cascade on delete cascade
);
create unique index publish_hostnames_one_publish on publish_hostnames (cluster_id, host)
  where publish_status = 'PUBLISHED';

create function fill_publish_service() returns trigger language plpgsql as $$
begin
  if new.provider_tenant_id is null then
    select provider_tenant_id into new.provider_tenant_id from product_publishes where id = new.publish_id;
  end if;
  return new;
end
$$;
create trigger fill_parent before insert on publish_services for each row execute function fill_publish_service();

create function fill_publish_hostname() returns trigger language plpgsql as $$
begin
  select cluster_id, status into new.cluster_id, new.publish_status from product_publishes where id = new.publish_id;
  return new;
end
$$;
create trigger fill_parent before insert on publish_hostnames for each row execute function fill_publish_hostname();

-- A published product offers at least one service once the transaction ends.
create function require_service() returns trigger language plpgsql as $$
declare
  publish uuid;
begin
  if tg_table_name = 'product_publishes' then
    publish := new.id;
  else
    publish := old.publish_id;
  end if;
  if exists (select from product_publishes where id = publish and status = 'PUBLISHED')
      and not exists (select from publish_services where publish_id = publish) then
    raise exception 'publish % offers no service', publish
      using errcode = 'check_violation', constraint = 'publishes_offer_a_service', table = 'product_publishes';
  end if;
  return null;
end
$$;
create constraint trigger require_service after insert or update of status on product_publishes
  deferrable initially deferred for each row execute function require_service();
create constraint trigger require_service after delete or update of publish_id on publish_services
  deferrable initially deferred for each row execute function require_service();

create table config_revisions (
  id bigint generated always as identity primary key,
  cluster_id uuid not null references clusters (id),
  content_hash bytea not null check (length(content_hash) = 32),
  document jsonb not null check (jsonb_typeof(document) = 'object'),
  reason text not null check (length(reason) between 1 and 500),
  status text not null default 'built' check (status in ('built', 'active', 'superseded', 'rejected')),
  findings jsonb not null default '[]' check (jsonb_typeof(findings) = 'array'),
  created_by text not null check (length(created_by) between 1 and 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (cluster_id, content_hash, id)
);
create unique index config_revisions_one_active on config_revisions (cluster_id) where status = 'active';
create index config_revisions_newest on config_revisions (cluster_id, id desc);

-- Triggers and grants -------------------------------------------------------------------------------------------------
do $$
declare
  name text;
begin
  foreach name in array array['products', 'product_publishes'] loop
    execute format('create trigger touch before update on %I for each row execute function touch_aggregate()', name);
    call watch_table(name, 'id');
  end loop;
  foreach name in array array['publish_services', 'publish_hostnames', 'config_revisions'] loop
    execute format('create trigger touch before update on %I for each row execute function touch_row()', name);
  end loop;
  -- Revisions are written by the controller itself: no news to it.
  call watch_table('publish_services', 'publish_id, api_service_id');
  call watch_table('publish_hostnames', 'publish_id, host');
end
$$;

grant select on products, product_publishes, publish_services, publish_hostnames, config_revisions
  to sluice_compiler, sluice_api;
grant insert, update on config_revisions to sluice_compiler;
grant insert, update, delete on products, product_publishes, publish_services, publish_hostnames to sluice_api;
