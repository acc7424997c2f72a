-- Takes V29 back.
drop view api_agent_drift, api_agent_deployments;
drop function api_deployment_hash;
drop index deploy_commands_waiting;
alter table agents drop column stream_id;
