-- Who wrote a record, and the hash of the record before it: whoever takes one out, changes it or puts one between
-- breaks the chain of its writer. The hash is SHA-256 over the writer, the number, the hash before and the record,
-- which are the very bytes that the columns were read from. Rows from before this step have no link.

-- Links ---------------------------------------------------------------------------------------------------------------
alter table audit_events
  add column writer_id uuid,
  add column writer_seq bigint check (writer_seq > 0),
  add column prev_hash bytea check (octet_length(prev_hash) = 32),
  add column hash bytea check (octet_length(hash) = 32),
  add column record bytea,
  add constraint audit_events_link check (num_nulls(writer_id, writer_seq, prev_hash, hash, record) in (0, 5));
create index audit_events_writer on audit_events (writer_id, writer_seq);

-- What was decided about each request, told by the server that decided, with the id of its exchange ---------------------
create table decision_events (
  id uuid not null,
  ts_ms bigint not null check (ts_ms > 0),
  request_id text not null,
  correlation_id text not null,
  decision text not null check (decision in ('allow', 'deny')),
  error_code text,
  rule text not null,
  reason text not null,
  credential text not null,
  credential_id text,
  subscription_id text,
  plan_id text,
  tenant_id text not null,
  project_id text not null,
  workspace_id text not null,
  user_id text not null,
  role text not null,
  required_role text not null,
  publish_id text,
  route_id text,
  route_target text not null,
  api_version text,
  environment text not null,
  policy_version text not null,
  shadow text[] not null,
  method text not null,
  host text not null,
  path text not null,
  header_names text[] not null,
  client_ip inet,
  node_id text not null,
  writer_id uuid not null,
  writer_seq bigint not null check (writer_seq > 0),
  prev_hash bytea not null check (octet_length(prev_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  record bytea not null,
  primary key (id, ts_ms)
) partition by range (ts_ms);
create index decision_events_correlation on decision_events (correlation_id);
create index decision_events_tenant on decision_events (tenant_id, ts_ms);
create index decision_events_writer on decision_events (writer_id, writer_seq);
create trigger refuse_change before update or delete on decision_events
  for each row execute function refuse_change();
create trigger refuse_truncate before truncate on decision_events
  for each statement execute function refuse_change();
select make_month_partitions('decision_events', (now() at time zone 'UTC')::date, 2);

-- Links of records that are no row of their table: one told twice, or one that the table does not take ------------------
create table audit_side_records (
  writer_id uuid not null,
  writer_seq bigint not null check (writer_seq > 0),
  ts_ms bigint not null check (ts_ms > 0),
  target text not null check (target in ('audit_events', 'decision_events')),
  cause text not null,
  prev_hash bytea not null check (octet_length(prev_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  record bytea not null,
  primary key (writer_id, writer_seq, ts_ms)
) partition by range (ts_ms);
comment on column audit_side_records.ts_ms is 'when it was set aside';
create trigger refuse_change before update or delete on audit_side_records
  for each row execute function refuse_change();
create trigger refuse_truncate before truncate on audit_side_records
  for each statement execute function refuse_change();
select make_month_partitions('audit_side_records', (now() at time zone 'UTC')::date, 2);

-- What a writer, or who purged, signed: up to there the chain was so ----------------------------------------------------
create table audit_checkpoints (
  writer_id uuid not null,
  writer_seq bigint not null check (writer_seq > 0),
  hash bytea not null check (octet_length(hash) = 32),
  at_ms bigint not null check (at_ms > 0),
  key_id text not null,
  signature bytea not null,
  primary key (writer_id, writer_seq)
);
create trigger refuse_change before update or delete on audit_checkpoints
  for each row execute function refuse_change();
create trigger refuse_truncate before truncate on audit_checkpoints
  for each statement execute function refuse_change();

-- Links that went with a purged partition: from the hash before the first to the hash of the last, signed ----------------
create table audit_boundaries (
  writer_id uuid not null,
  first_seq bigint not null check (first_seq > 0),
  last_seq bigint not null check (last_seq >= first_seq),
  prev_hash bytea not null check (octet_length(prev_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  partition text not null,
  at_ms bigint not null check (at_ms > 0),
  key_id text not null,
  signature bytea not null,
  primary key (writer_id, first_seq)
);
create trigger refuse_change before update or delete on audit_boundaries
  for each row execute function refuse_change();
create trigger refuse_truncate before truncate on audit_boundaries
  for each statement execute function refuse_change();

-- Grants: a writer learns of its own insert which numbers went in, and nothing else ---------------------------------------
grant select (writer_seq) on audit_events to sluice_audit_writer;
grant insert, select (writer_seq) on decision_events to sluice_audit_writer;
grant insert on audit_side_records, audit_checkpoints to sluice_audit_writer;
grant select on decision_events, audit_side_records, audit_checkpoints, audit_boundaries to sluice_api;
