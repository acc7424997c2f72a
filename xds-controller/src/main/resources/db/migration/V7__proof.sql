-- What nodes made of the configuration, and which configuration was in force when.

-- Policy servers are nodes too.
alter table agents drop constraint agents_kind_check;
alter table agents add constraint agents_kind_check check (kind in ('envoy', 'agent', 'extauthz', 'extproc'));

-- Whether a node may connect depends on few columns of its row: only they are news to the controller.
create function log_agent() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  insert into change_log (table_name, pk, op) values ('agents', new.id::text, tg_op);
  notify sluice_change;
  return null;
end
$$;
revoke execute on function log_agent from public;
create trigger log_insert after insert on agents for each row execute function log_agent();
create trigger log_update after update on agents for each row
  when ((old.node_id, old.cluster_id, old.kind, old.status = 'revoked')
    is distinct from (new.node_id, new.cluster_id, new.kind, new.status = 'revoked'))
  execute function log_agent();
create trigger log_delete after delete on agents referencing old table as old_rows
  for each statement execute function log_change('id');
create trigger log_truncate after truncate on agents for each statement execute function log_change('id');

-- Why an object is not, or not everywhere, as its rows say. Those of source plan come from the rows alone; those of
-- source node are a node's own words about a content of the object.
create table findings (
  id uuid primary key default gen_random_uuid(),
  source text not null check (source in ('plan', 'node')),
  object text not null check (length(object) between 1 and 500),
  field text not null default '' check (length(field) <= 500),
  reason text not null check (length(reason) between 1 and 4000),
  cluster text check (length(cluster) between 1 and 63),
  node_id text check (length(node_id) between 1 and 300),
  version text check (length(version) between 1 and 64),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint findings_of_nodes_name_them check ((source = 'node') = (node_id is not null and version is not null)),
  constraint findings_once unique nulls not distinct (source, object, field, reason, cluster, node_id)
);
create index findings_object on findings (object);
create trigger touch before update on findings for each row execute function touch_row();

-- A revision is what changed since another one, or whole when it has none.
alter table config_revisions add unique (id, cluster_id);
alter table config_revisions add column base_id bigint;
alter table config_revisions add foreign key (base_id, cluster_id) references config_revisions (id, cluster_id);

-- While a cluster is pinned to a revision, that is what it serves, whatever the rows say.
alter table clusters add column pinned_revision_id bigint;
alter table clusters add foreign key (pinned_revision_id, id) references config_revisions (id, cluster_id);

grant select on findings to sluice_compiler, sluice_api;
grant insert, update, delete on findings to sluice_compiler;
