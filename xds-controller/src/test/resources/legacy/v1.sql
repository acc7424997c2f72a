-- A database of version 1 with rows. A service belonged to one gateway, and names were unique there; a publish was
-- wherever its gateway was, without a cluster; nobody had to say where an agent runs. Statuses were types, and texts
-- might be missing.

create type publish_status as enum ('DRAFT', 'PUBLISHED', 'WITHDRAWN');
create domain host_name as varchar(253) check (value = lower(value));

create function touch_row() returns trigger language plpgsql as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end
$$;

create table tenants (
  id uuid primary key default gen_random_uuid(),
  number bigserial unique,
  slug varchar(63) not null unique,
  name varchar(200) not null,
  kind varchar(20) not null,
  status varchar(20) not null default 'active',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table clusters (
  id uuid primary key default gen_random_uuid(),
  name varchar(63) not null unique,
  region varchar(63) not null,
  cloud_provider varchar(20) not null,
  status varchar(20) not null default 'pending',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table agents (
  id uuid primary key default gen_random_uuid(),
  name varchar(200) not null,
  kind varchar(20) not null,
  node_id varchar(300) not null unique,
  status varchar(20) not null,
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index agents_seen on agents (status, last_seen_at);

create table gateways (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants,
  name varchar(63) not null,
  gateway_class varchar(20) not null default 'envoy-gateway',
  status varchar(20) not null default 'active',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, name)
);

create table gateway_listeners (
  id uuid primary key default gen_random_uuid(),
  gateway_id uuid not null references gateways on delete cascade,
  name varchar(63) not null,
  port int not null,
  protocol varchar(10) not null,
  tls_mode varchar(20),
  secret_ref varchar(200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (gateway_id, port)
);

create table api_services (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants,
  gateway_id uuid not null references gateways,
  name varchar(200) not null,
  description text,
  status varchar(20) not null default 'active',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (gateway_id, name)
);
create index api_services_gateway on api_services (gateway_id);
create trigger touch before update on api_services for each row execute function touch_row();

create table api_versions (
  id uuid primary key default gen_random_uuid(),
  api_service_id uuid not null references api_services on delete cascade,
  label varchar(20) not null,
  status varchar(20) not null default 'active',
  is_default boolean not null default false,
  deprecated_at timestamptz,
  sunset_at timestamptz,
  successor_id uuid references api_versions,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (api_service_id, label)
);

create table backends (
  id uuid primary key default gen_random_uuid(),
  api_service_id uuid not null references api_services on delete cascade,
  name varchar(200) not null,
  scheme varchar(10) not null default 'http',
  connect_timeout_ms int,
  health_check json,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (api_service_id, name)
);

create table backend_endpoints (
  id uuid primary key default gen_random_uuid(),
  backend_id uuid not null references backends on delete cascade,
  host host_name not null,
  port int not null,
  weight int not null default 100,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (backend_id, host, port)
);

create table routes (
  id uuid primary key default gen_random_uuid(),
  api_service_id uuid not null references api_services on delete cascade,
  api_version_id uuid references api_versions,
  name varchar(200) not null,
  priority int not null default 0,
  path_kind varchar(10) not null,
  path varchar(1000) not null,
  methods varchar(20)[],
  timeout_ms int,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (api_service_id, name)
);

create table route_backends (
  route_id uuid not null references routes on delete cascade,
  backend_id uuid not null references backends,
  weight int not null default 100,
  primary key (route_id, backend_id)
);

create table policies (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants,
  scope varchar(10) not null,
  api_service_id uuid references api_services,
  route_id uuid references routes,
  kind varchar(20) not null,
  name varchar(200) not null,
  spec json not null,
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table products (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants,
  name varchar(200) not null,
  slug varchar(63) not null,
  version varchar(50) not null,
  categories varchar(50)[],
  status varchar(20) not null default 'draft',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, name, version)
);

create table product_publishes (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null references products,
  provider_tenant_id uuid not null references tenants,
  gateway_id uuid not null references gateways,
  environment varchar(10) not null,
  auth_mode varchar(10) not null,
  auth_config json,
  hostname host_name not null,
  visibility varchar(10) not null default 'private',
  status publish_status not null default 'DRAFT',
  published_at timestamptz,
  published_by varchar(200),
  withdrawn_at timestamptz,
  withdrawn_by varchar(200),
  withdraw_reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index product_publishes_environment on product_publishes (environment, status);
create view published_products as
  select products.name, environment, hostname from product_publishes join products on products.id = product_id
  where product_publishes.status = 'PUBLISHED';

create table publish_services (
  publish_id uuid not null references product_publishes on delete cascade,
  api_service_id uuid not null references api_services,
  primary key (publish_id, api_service_id)
);

create table publish_hostnames (
  publish_id uuid not null references product_publishes on delete cascade,
  host host_name not null,
  generated boolean not null default false,
  primary key (publish_id, host)
);

-- Rows: two providers and a customer; what belongs to acme begins with a, to globex with b -----------------------------
insert into tenants (id, number, slug, name, kind) values
  ('a0000000-0000-0000-0000-000000000000', 7, 'acme', 'Acme', 'provider'),
  ('b0000000-0000-0000-0000-000000000000', 9, 'globex', 'Globex', 'provider'),
  ('c0000000-0000-0000-0000-000000000000', 12, 'initech', 'Initech', 'customer');

insert into agents (name, kind, node_id, status, last_seen_at)
values ('edge-1', 'envoy', 'default/edge-1', 'disconnected', '2025-01-01 12:00:00+00');

insert into gateways (id, tenant_id, name) values
  ('a1000000-0000-0000-0000-000000000001', 'a0000000-0000-0000-0000-000000000000', 'public'),
  ('a1000000-0000-0000-0000-000000000002', 'a0000000-0000-0000-0000-000000000000', 'internal'),
  ('b1000000-0000-0000-0000-000000000001', 'b0000000-0000-0000-0000-000000000000', 'globex');

insert into gateway_listeners (gateway_id, name, port, protocol, tls_mode, secret_ref) values
  ('a1000000-0000-0000-0000-000000000001', 'http', 8081, 'HTTP', null, null),
  ('a1000000-0000-0000-0000-000000000001', 'https', 8443, 'HTTPS', 'terminate', 'acme-tls'),
  ('a1000000-0000-0000-0000-000000000002', 'http', 8080, 'HTTP', null, null),
  ('b1000000-0000-0000-0000-000000000001', 'http', 8081, 'HTTP', null, null);

-- One name in two tenants has always been allowed.
insert into api_services (id, tenant_id, gateway_id, name, description, created_at, updated_at, row_version) values
  ('a2000000-0000-0000-0000-000000000001', 'a0000000-0000-0000-0000-000000000000',
    'a1000000-0000-0000-0000-000000000001', 'billing', 'Invoices', '2025-01-01 00:00:00+00', '2025-02-01 00:00:00+00', 4),
  ('a2000000-0000-0000-0000-000000000002', 'a0000000-0000-0000-0000-000000000000',
    'a1000000-0000-0000-0000-000000000002', 'search', null, '2025-01-02 00:00:00+00', '2025-01-02 00:00:00+00', 0),
  ('b2000000-0000-0000-0000-000000000001', 'b0000000-0000-0000-0000-000000000000',
    'b1000000-0000-0000-0000-000000000001', 'billing', null, '2025-01-03 00:00:00+00', '2025-01-03 00:00:00+00', 0);

insert into api_versions (id, api_service_id, label, status, is_default, deprecated_at, successor_id) values
  ('a3000000-0000-0000-0000-000000000001', 'a2000000-0000-0000-0000-000000000001', 'v1', 'deprecated', false,
    '2025-03-01 00:00:00+00', 'a3000000-0000-0000-0000-000000000002'),
  ('a3000000-0000-0000-0000-000000000002', 'a2000000-0000-0000-0000-000000000001', 'v2', 'active', true, null, null);

insert into backends (id, api_service_id, name, connect_timeout_ms, health_check) values
  ('a4000000-0000-0000-0000-000000000001', 'a2000000-0000-0000-0000-000000000001', 'primary', 2000, '{"path": "/up"}'),
  ('a4000000-0000-0000-0000-000000000002', 'a2000000-0000-0000-0000-000000000002', 'primary', null, null),
  ('b4000000-0000-0000-0000-000000000001', 'b2000000-0000-0000-0000-000000000001', 'primary', null, null);

insert into backend_endpoints (backend_id, host, port, weight) values
  ('a4000000-0000-0000-0000-000000000001', 'billing-1.acme.internal', 8080, 75),
  ('a4000000-0000-0000-0000-000000000001', 'billing-2.acme.internal', 8080, 25),
  ('a4000000-0000-0000-0000-000000000002', 'search.acme.internal', 9000, 100),
  ('b4000000-0000-0000-0000-000000000001', '10.0.0.7', 80, 100);

insert into routes (id, api_service_id, api_version_id, name, path_kind, path, methods, timeout_ms) values
  ('a5000000-0000-0000-0000-000000000001', 'a2000000-0000-0000-0000-000000000001',
    'a3000000-0000-0000-0000-000000000002', 'invoices', 'prefix', '/invoices', '{GET,POST}', 5000),
  ('a5000000-0000-0000-0000-000000000002', 'a2000000-0000-0000-0000-000000000002', null, 'search', 'exact', '/search',
    null, null),
  ('b5000000-0000-0000-0000-000000000001', 'b2000000-0000-0000-0000-000000000001', null, 'bills', 'prefix', '/bills',
    '{GET}', null);

insert into route_backends (route_id, backend_id, weight) values
  ('a5000000-0000-0000-0000-000000000001', 'a4000000-0000-0000-0000-000000000001', 100),
  ('a5000000-0000-0000-0000-000000000002', 'a4000000-0000-0000-0000-000000000002', 100),
  ('b5000000-0000-0000-0000-000000000001', 'b4000000-0000-0000-0000-000000000001', 100);

insert into policies (tenant_id, scope, api_service_id, kind, name, spec) values
  ('a0000000-0000-0000-0000-000000000000', 'global', null, 'dlp', 'Inspect', '{"inspection": "pre_only"}'),
  ('a0000000-0000-0000-0000-000000000000', 'service', 'a2000000-0000-0000-0000-000000000001', 'timeout', 'Slow',
    '{"request_ms": 9000}');

insert into products (id, tenant_id, name, slug, version, categories, status) values
  ('a6000000-0000-0000-0000-000000000001', 'a0000000-0000-0000-0000-000000000000', 'Billing', 'billing', '1',
    '{finance}', 'active'),
  ('a6000000-0000-0000-0000-000000000002', 'a0000000-0000-0000-0000-000000000000', 'Search', 'search', '1', null,
    'draft'),
  ('b6000000-0000-0000-0000-000000000001', 'b0000000-0000-0000-0000-000000000000', 'Billing', 'billing', '1', null,
    'active');

-- A publish of each status; one that is withdrawn may have the host of one that is published.
insert into product_publishes (id, product_id, provider_tenant_id, gateway_id, environment, auth_mode, auth_config,
  hostname, visibility, status, published_at, published_by, withdrawn_at, withdrawn_by, withdraw_reason) values
  ('a7000000-0000-0000-0000-000000000001', 'a6000000-0000-0000-0000-000000000001',
    'a0000000-0000-0000-0000-000000000000', 'a1000000-0000-0000-0000-000000000001', 'prod', 'oauth2',
    '{"issuer": "acme"}', 'billing.acme.example', 'public', 'PUBLISHED', '2025-04-01 00:00:00+00', 'ada', null, null,
    null),
  ('a7000000-0000-0000-0000-000000000002', 'a6000000-0000-0000-0000-000000000002',
    'a0000000-0000-0000-0000-000000000000', 'a1000000-0000-0000-0000-000000000002', 'dev', 'none', null,
    'search.acme.example', 'private', 'DRAFT', null, null, null, null, null),
  ('a7000000-0000-0000-0000-000000000003', 'a6000000-0000-0000-0000-000000000001',
    'a0000000-0000-0000-0000-000000000000', 'a1000000-0000-0000-0000-000000000002', 'prod', 'apikey', null,
    'billing.acme.example', 'private', 'WITHDRAWN', '2025-03-01 00:00:00+00', 'ada', '2025-03-31 00:00:00+00', 'bob',
    'moved to the public gateway'),
  ('b7000000-0000-0000-0000-000000000001', 'b6000000-0000-0000-0000-000000000001',
    'b0000000-0000-0000-0000-000000000000', 'b1000000-0000-0000-0000-000000000001', 'prod', 'apikey', null,
    'billing.globex.example', 'public', 'PUBLISHED', '2025-04-02 00:00:00+00', null, null, null, null);

insert into publish_services (publish_id, api_service_id) values
  ('a7000000-0000-0000-0000-000000000001', 'a2000000-0000-0000-0000-000000000001'),
  ('a7000000-0000-0000-0000-000000000001', 'a2000000-0000-0000-0000-000000000002'),
  ('a7000000-0000-0000-0000-000000000003', 'a2000000-0000-0000-0000-000000000001'),
  ('b7000000-0000-0000-0000-000000000001', 'b2000000-0000-0000-0000-000000000001');

insert into publish_hostnames (publish_id, host, generated) values
  ('a7000000-0000-0000-0000-000000000001', 'billing.acme.example', false),
  ('a7000000-0000-0000-0000-000000000001', 'billing.acme.generated.example', true),
  ('a7000000-0000-0000-0000-000000000002', 'search.acme.example', false),
  ('a7000000-0000-0000-0000-000000000003', 'billing.acme.example', false),
  ('b7000000-0000-0000-0000-000000000001', 'billing.globex.example', false);
