-- Tokens that must not be used any more though they have not expired. Credentials and tenants have a status of their own.
create table token_revocations (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('token', 'subject', 'issuer', 'tenant')),
  -- By its name in the authz policy.
  issuer text check (length(issuer) between 1 and 200),
  jti text check (length(jti) between 1 and 1000),
  subject text check (length(subject) between 1 and 256),
  tenant_id uuid references tenants (id),
  -- Only tokens that were issued before; null means all.
  issued_before timestamptz,
  -- When all of them will have expired, so that nobody need be told any more; null means never.
  expires_at timestamptz,
  reason text not null default '' check (length(reason) <= 2000),
  created_by text not null check (length(created_by) between 1 and 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint token_revocations_have_their_target check (
    case kind
      when 'token' then jti is not null and issuer is not null and num_nonnulls(subject, tenant_id) = 0
      when 'subject' then subject is not null and issuer is not null and num_nonnulls(jti, tenant_id) = 0
      when 'issuer' then issuer is not null and issued_before is not null and num_nonnulls(jti, subject, tenant_id) = 0
      when 'tenant' then tenant_id is not null and issued_before is not null and num_nonnulls(issuer, jti, subject) = 0
    end),
  constraint token_revocations_bounded check (issued_before between '1970-01-02' and '9999-12-31')
);
create index token_revocations_tenant on token_revocations (tenant_id) where tenant_id is not null;

create trigger touch before update on token_revocations for each row execute function touch_row();
call watch_table('token_revocations', 'id');

grant select on token_revocations to sluice_compiler, sluice_api;
grant insert, update, delete on token_revocations to sluice_api;
