-- Takes V5 back, with all rows of its tables.
drop trigger require_fitting_plan on product_publishes;
drop table ip_blocks, usage_daily, credential_uses, credentials, subscriptions, client_apps, plans;
drop function fill_credential, require_fitting_plan;
