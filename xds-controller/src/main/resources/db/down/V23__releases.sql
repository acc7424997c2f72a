-- Takes V23 back. Weights stay as they are.
revoke insert, update on route_backends from sluice_compiler;
drop function apply_backend_stats;
drop table backend_stats, releases;
