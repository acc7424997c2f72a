-- Takes V28 back. Commands that the older schema cannot store are removed.
revoke delete on deploy_commands from sluice_compiler;
drop index deploy_commands_publish, deploy_commands_one_open;
delete from deploy_commands c where revision_id is null
  or not exists (select from product_publishes d where d.id = c.publish_id)
  or exists (select from deploy_commands o where (o.agent_id, o.publish_id, o.revision_id, o.action)
    = (c.agent_id, c.publish_id, c.revision_id, c.action) and o.id > c.id);
alter table deploy_commands add unique (agent_id, publish_id, revision_id, action);
alter table deploy_commands alter column revision_id set not null;
alter table deploy_commands add foreign key (publish_id) references product_publishes (id);
drop table agent_deployments;
drop function deployment_hash, deployment_spec;
