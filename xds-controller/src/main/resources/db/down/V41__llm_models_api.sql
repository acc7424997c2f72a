-- Takes V41 back. Models stay; SQL alone writes them.
revoke select, insert, update, delete on llm_models from sluice_management;
drop policy tenant_wall on llm_models;
drop policy others on llm_models;
alter table llm_models disable row level security;
