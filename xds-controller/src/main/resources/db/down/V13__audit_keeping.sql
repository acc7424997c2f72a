-- Takes V13 back, with all holds and all that is known of changes. What was purged stays gone, its boundaries stay.
drop policy own_tenant on audit_events;
drop policy own_tenant on decision_events;
do $$
declare
  name text;
begin
  foreach name in array array['audit_events', 'decision_events', 'audit_side_records'] loop
    execute format('drop policy told_to_writers on %I', name);
    execute format('drop policy writers on %I', name);
    execute format('drop policy operators on %I', name);
    execute format('alter table %I disable row level security', name);
  end loop;
end
$$;
revoke select on audit_events, decision_events from sluice_audit_reader;
drop function is_own_tenant, purge_audit_partition, begin_audit_purge, audit_purge_plan, guard_audit_partition,
  audit_partition_runs, audit_purge_refusal, audit_record_head;
drop view audit_partitions;
drop table legal_holds, change_events;
drop function refuse_hold_change;
