-- Takes V15 back: how far usage counts is forgotten, and costs are cut to six places.
drop function apply_usage, apply_policies;
drop table usage_cursors;
alter table usage_daily alter column cost type numeric(14,6);
