-- Takes V31 back. Bindings that it deleted stay deleted: their rows do not exist. The users of one subject become one user,
-- preferably the one of the operator, with the roles of those that are active.
drop trigger delete_roles on subscriptions;
drop trigger delete_roles on products;
drop trigger delete_roles on gateways;
drop trigger require_scope on role_bindings;
drop function delete_scoped_roles, require_scoped_row;
drop index role_bindings_scope_id;
create temporary table kept on commit drop as
  select distinct on (issuer, subject) id, issuer, subject from users
  order by issuer, subject, tenant_id nulls first, created_at, id;
insert into role_bindings (user_id, role, scope, tenant_id, scope_id, created_by)
  select k.id, b.role, b.scope, b.tenant_id, b.scope_id, b.created_by from role_bindings b
    join users u on u.id = b.user_id join kept k using (issuer, subject)
  where u.id <> k.id and u.status = 'active' order by b.created_at on conflict do nothing;
delete from users where id not in (select id from kept);
drop table kept;
alter table users drop constraint users_once;
alter table users add constraint users_issuer_subject_key unique (issuer, subject);
