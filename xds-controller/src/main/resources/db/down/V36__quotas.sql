-- Takes V36 back. The counts of quotas and their events are lost; usage_daily keeps the usage.
drop view api_quota_events, api_quota_usage, api_quotas;
drop function purge_quotas, apply_quota, raise_quota_events, quota_totals;
drop table quota_events, quota_cursors, quota_usage;
