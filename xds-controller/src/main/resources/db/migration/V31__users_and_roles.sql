-- Users are unique in a tenant, and role bindings end with the row that they name.

-- Each tenant, and the operator, has users of its own. So no tenant learns which subjects are users elsewhere.
alter table users drop constraint users_issuer_subject_key;
alter table users add constraint users_once unique nulls not distinct (issuer, subject, tenant_id);

-- A role binding at a gateway, product or subscription lives as long as that row.

delete from role_bindings b where
  b.scope = 'gateway' and not exists (select from gateways r where r.id = b.scope_id and r.tenant_id = b.tenant_id)
  or b.scope = 'product' and not exists (select from products r where r.id = b.scope_id and r.tenant_id = b.tenant_id)
  or b.scope = 'subscription'
    and not exists (select from subscriptions r where r.id = b.scope_id and r.tenant_id = b.tenant_id);

create index role_bindings_scope_id on role_bindings (scope_id) where scope_id is not null;

-- Sees the rows of all tenants, so that a missing row and one of another tenant have the same answer. The lock is that of a
-- foreign key: the row cannot be deleted before the binding is committed.
create function require_scoped_row() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_rows int := 0;
begin
  case new.scope
    when 'gateway' then
      perform from gateways where id = new.scope_id and tenant_id = new.tenant_id for key share;
      get diagnostics found_rows = row_count;
    when 'product' then
      perform from products where id = new.scope_id and tenant_id = new.tenant_id for key share;
      get diagnostics found_rows = row_count;
    when 'subscription' then
      perform from subscriptions where id = new.scope_id and tenant_id = new.tenant_id for key share;
      get diagnostics found_rows = row_count;
    else
      return new;
  end case;
  if found_rows = 0 then
    raise exception 'scope_id names no row of the tenant'
      using errcode = 'foreign_key_violation', constraint = 'role_bindings_scope_exists';
  end if;
  return new;
end
$$;
create trigger require_scope before insert or update of scope, tenant_id, scope_id on role_bindings for each row
  when (new.tenant_id is not null and new.scope_id is not null) execute function require_scoped_row();

create function delete_scoped_roles() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from role_bindings where scope = tg_argv[0] and scope_id = old.id;
  return null;
end
$$;
create trigger delete_roles after delete on gateways for each row execute function delete_scoped_roles('gateway');
create trigger delete_roles after delete on products for each row execute function delete_scoped_roles('product');
create trigger delete_roles after delete on subscriptions for each row
  execute function delete_scoped_roles('subscription');
