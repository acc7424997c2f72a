-- Takes V2 back, with all rows of its tables.
drop table config_revisions, publish_hostnames, publish_services, product_publishes, products;
drop function fill_publish_service, fill_publish_hostname, require_service;
