drop trigger check_backend on gateway_listeners;
drop function check_listener_backend();
delete from gateway_listeners later using gateway_listeners first
  where later.gateway_id = first.gateway_id and later.port = first.port
    and (later.created_at, later.id) > (first.created_at, first.id);
alter table gateway_listeners drop constraint gateway_listeners_gateway_id_port_key;
alter table gateway_listeners add constraint gateway_listeners_gateway_id_port_key unique (gateway_id, port);
alter table gateway_listeners
  drop column tls,
  drop column http3,
  drop column proxy_protocol,
  drop column backend_id,
  drop column allowed_cidrs,
  drop column max_connections,
  drop column buffer_kb;
