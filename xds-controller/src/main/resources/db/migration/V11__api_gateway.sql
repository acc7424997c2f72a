-- Each gateway has ports of its own, so a host belongs to one publish on each gateway, no more on a whole cluster.
alter table product_publishes add constraint product_publishes_place unique (id, cluster_id, gateway_id, status);
drop index product_publishes_one_hostname;
create unique index product_publishes_one_hostname on product_publishes (cluster_id, gateway_id, hostname)
  where status = 'PUBLISHED';

alter table publish_hostnames add column gateway_id uuid;
update publish_hostnames set gateway_id = product_publishes.gateway_id
from product_publishes where product_publishes.id = publish_id;
alter table publish_hostnames alter column gateway_id set not null;
alter table publish_hostnames drop constraint publish_hostnames_publish_id_cluster_id_publish_status_fkey;
alter table publish_hostnames add constraint publish_hostnames_place
  foreign key (publish_id, cluster_id, gateway_id, publish_status)
  references product_publishes (id, cluster_id, gateway_id, status) on update cascade on delete cascade;
alter table product_publishes drop constraint product_publishes_id_cluster_id_status_key;
drop index publish_hostnames_one_publish;
create unique index publish_hostnames_one_publish on publish_hostnames (cluster_id, gateway_id, host)
  where publish_status = 'PUBLISHED';

create or replace function fill_publish_hostname() returns trigger language plpgsql as $$
begin
  select cluster_id, gateway_id, status into new.cluster_id, new.gateway_id, new.publish_status
  from product_publishes where id = new.publish_id;
  return new;
end
$$;

-- Whose requests pass without a credential, although the publish asks for one: a login, for example.
alter table routes add column open boolean not null default false;

-- What is shown to a backend has to be somewhere; who passes tokens on has none to show.
-- Rows from before are told of by findings.
alter table backends add constraint backends_secret_has_a_use
  check (upstream_secret_ref is null or upstream_auth in ('static_bearer', 'mtls')) not valid;
alter table backends add constraint backends_mtls_over_tls
  check (upstream_auth <> 'mtls' or scheme in ('https', 'grpcs')) not valid;
