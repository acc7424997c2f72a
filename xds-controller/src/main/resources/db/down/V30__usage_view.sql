-- Takes V30 back.
drop view api_usage;
