-- Takes V39 back. Emergency factors are lost; address blocks stay.
revoke insert, update, delete on ip_blocks from sluice_compiler;
drop function write_auto_blocks;
drop table emergency_factors;
drop trigger touch_blocks on tenants;
drop function touch_blocks_of_tenant;
