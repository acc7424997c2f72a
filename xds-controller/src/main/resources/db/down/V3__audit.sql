-- Takes V3 back, with all rows of its tables.
drop view sys_api_call_histories;
drop table audit_events;
drop function make_month_partitions, make_month_partition, refuse_change;
