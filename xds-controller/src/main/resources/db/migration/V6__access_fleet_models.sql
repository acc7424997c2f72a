-- The rest of contexts 2, 3, 4, 6 and 7: who may manage what, how agents join and what they were told, which language
-- models answer, and which policy files were in force.

-- Context 2: access. What a role may do is a policy file, not a table.
create table users (
  id uuid primary key default gen_random_uuid(),
  issuer text not null check (length(issuer) between 1 and 500),
  subject text not null check (length(subject) between 1 and 500),
  email text check (length(email) between 3 and 320),
  display_name text not null default '' check (length(display_name) <= 200),
  status text not null default 'active' check (status in ('active', 'disabled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  unique (issuer, subject)
);

create table role_bindings (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  role text not null check (role in ('system-admin', 'org-admin', 'gateway-owner', 'api-developer', 'business-manager',
    'customer-admin', 'api-consumer', 'auditor')),
  scope text not null check (scope in ('system', 'org', 'gateway', 'product', 'customer', 'subscription')),
  tenant_id uuid references tenants (id),
  scope_id uuid,
  created_by text not null check (length(created_by) between 1 and 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint role_bindings_scope_names_its_object check (case scope
    when 'system' then tenant_id is null and scope_id is null
    when 'org' then tenant_id is not null and scope_id is null
    when 'customer' then tenant_id is not null and scope_id is null
    else tenant_id is not null and scope_id is not null end),
  constraint role_bindings_once unique nulls not distinct (user_id, role, tenant_id, scope, scope_id)
);
create index role_bindings_user on role_bindings (user_id);

-- Context 3: how agents join ------------------------------------------------------------------------------------------
create table registration_tokens (
  id uuid primary key default gen_random_uuid(),
  cluster_id uuid not null references clusters (id) on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  expires_at timestamptz not null default now() + interval '30 minutes',
  used_at timestamptz,
  used_by_agent_id uuid references agents (id),
  created_by text not null check (length(created_by) between 1 and 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint registration_tokens_expire_later check (expires_at > created_at),
  constraint registration_tokens_agent_means_used check (used_by_agent_id is null or used_at is not null)
);
create index registration_tokens_cluster on registration_tokens (cluster_id);

-- Context 6: what agents were told ------------------------------------------------------------------------------------
create table deploy_commands (
  id uuid primary key,
  agent_id uuid not null references agents (id) on delete cascade,
  publish_id uuid not null references product_publishes (id),
  revision_id bigint not null references config_revisions (id),
  action text not null check (action in ('deploy', 'withdraw')),
  status text not null default 'queued'
    check (status in ('queued', 'sent', 'acked', 'applied', 'failed', 'superseded')),
  attempts int not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz not null default now(),
  desired_hash bytea not null check (length(desired_hash) = 32),
  applied_hash bytea check (length(applied_hash) = 32),
  applied_resources jsonb check (jsonb_typeof(applied_resources) in ('object', 'array')),
  error text check (length(error) <= 4000),
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (agent_id, publish_id, revision_id, action)
);
create index deploy_commands_next on deploy_commands (agent_id, status, next_attempt_at);

-- Context 4: language models ------------------------------------------------------------------------------------------
create table llm_models (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid references tenants (id),
  alias text not null check (length(alias) between 1 and 200),
  backend_id uuid not null references backends (id),
  upstream_model text not null check (length(upstream_model) between 1 and 200),
  provider text not null check (provider in ('openai', 'anthropic', 'google', 'huggingface', 'self_hosted')),
  priority smallint not null default 0,
  request_kinds text[] not null default '{chat}'
    check (request_kinds <@ array['chat', 'completion', 'agent', 'embedding'] and cardinality(request_kinds) > 0),
  input_price numeric(12,8) not null default 0 check (input_price >= 0),
  output_price numeric(12,8) not null default 0 check (output_price >= 0),
  quality numeric(3,2) check (quality between 0 and 1),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DEGRADED', 'INACTIVE')),
  avg_latency_ms int check (avg_latency_ms >= 0),
  checked_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version int not null default 0,
  constraint llm_models_once unique nulls not distinct (tenant_id, alias, backend_id)
);
create index llm_models_backend on llm_models (backend_id);

-- Context 7: which rules were in force, and when ----------------------------------------------------------------------
create table policy_sets (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('authz', 'dlp', 'rbac', 'waf', 'ip', 'tiers')),
  version text not null check (length(version) between 1 and 64),
  sha256 bytea not null check (length(sha256) = 32),
  server text not null check (length(server) between 1 and 200),
  status text not null check (status in ('active', 'superseded', 'rejected')),
  error text check (length(error) <= 4000),
  loaded_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (kind, sha256, server)
);

-- Triggers and grants -------------------------------------------------------------------------------------------------
do $$
declare
  name text;
begin
  foreach name in array array['users', 'llm_models'] loop
    execute format('create trigger touch before update on %I for each row execute function touch_aggregate()', name);
  end loop;
  foreach name in array array['role_bindings', 'registration_tokens', 'deploy_commands', 'policy_sets'] loop
    execute format('create trigger touch before update on %I for each row execute function touch_row()', name);
  end loop;
  -- Of these, only the models decide where requests go.
  call watch_table('llm_models', 'id');
end
$$;

grant select on users, role_bindings, registration_tokens, deploy_commands, llm_models, policy_sets
  to sluice_compiler, sluice_api;
grant insert, update on registration_tokens, deploy_commands, policy_sets to sluice_compiler;
grant insert, update, delete on users, role_bindings, registration_tokens, deploy_commands, llm_models to sluice_api;
