-- Takes V12 back, with all decisions, links and signatures.
drop table audit_boundaries, audit_checkpoints, audit_side_records, decision_events;
drop index audit_events_writer;
alter table audit_events
  drop column writer_id,
  drop column writer_seq,
  drop column prev_hash,
  drop column hash,
  drop column record;
revoke select on audit_events from sluice_audit_writer;
