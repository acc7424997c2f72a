-- Takes V31 back. Bindings that it deleted stay deleted: their rows do not exist.
drop trigger delete_roles on subscriptions;
drop trigger delete_roles on products;
drop trigger delete_roles on gateways;
drop trigger require_scope on role_bindings;
drop function delete_scoped_roles, require_scoped_row;
drop index role_bindings_scope_id;
