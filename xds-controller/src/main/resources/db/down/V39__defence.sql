-- Takes V39 back. Emergency factors are lost; address blocks stay.
drop table emergency_factors;
drop trigger touch_blocks on tenants;
drop function touch_blocks_of_tenant;
