-- Takes V26 back.
revoke all on agents, registration_tokens, config_revisions from sluice_management;
drop view api_audit, api_change_events, api_revisions, api_findings, api_node_states;
drop function api_owns, api_is_seen, api_tenant_names, api_publish_ids;
drop policy tenant_view on agents;
do $$
declare
  name text;
begin
  foreach name in array array['agents', 'registration_tokens', 'config_revisions'] loop
    execute format('drop policy others on %I', name);
    execute format('drop policy tenant_wall on %I', name);
    execute format('alter table %I disable row level security', name);
  end loop;
end
$$;
alter table registration_tokens drop constraint registration_tokens_used_by_agent_id_fkey;
alter table registration_tokens add constraint registration_tokens_used_by_agent_id_fkey
  foreign key (used_by_agent_id) references agents (id);
drop trigger touch_seen on agents;
drop trigger touch on agents;
create trigger touch before update on agents for each row execute function touch_aggregate();
drop table controller_progress;
