alter table backends drop constraint backends_mtls_over_tls;
alter table backends drop constraint backends_secret_has_a_use;
alter table routes drop column open;
create or replace function fill_publish_hostname() returns trigger language plpgsql as $$
begin
  select cluster_id, status into new.cluster_id, new.publish_status from product_publishes where id = new.publish_id;
  return new;
end
$$;
drop index publish_hostnames_one_publish;
alter table product_publishes add unique (id, cluster_id, status);
alter table publish_hostnames drop constraint publish_hostnames_place;
alter table publish_hostnames add foreign key (publish_id, cluster_id, publish_status)
  references product_publishes (id, cluster_id, status) on update cascade on delete cascade;
alter table publish_hostnames drop column gateway_id;
create unique index publish_hostnames_one_publish on publish_hostnames (cluster_id, host)
  where publish_status = 'PUBLISHED';
drop index product_publishes_one_hostname;
create unique index product_publishes_one_hostname on product_publishes (cluster_id, hostname)
  where status = 'PUBLISHED';
alter table product_publishes drop constraint product_publishes_place;
