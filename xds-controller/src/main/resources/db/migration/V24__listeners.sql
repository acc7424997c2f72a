-- Settings of listeners: TLS, HTTP/3, the PROXY protocol, limits, and the backend of TCP and TLS listeners.
alter table gateway_listeners
  add column tls jsonb check (jsonb_typeof(tls) = 'object'),
  add column http3 boolean not null default false,
  add column proxy_protocol boolean not null default false,
  add column backend_id uuid references backends (id),
  -- Checked here, because an address with bits behind its prefix is a mistake.
  add column allowed_cidrs text[] not null default '{}'
    check (array_position(allowed_cidrs, null) is null and allowed_cidrs::cidr[] is not null),
  add column max_connections int check (max_connections between 1 and 1000000),
  add column buffer_kb int check (buffer_kb between 1 and 65536),
  add constraint gateway_listeners_backend_of_tcp check (backend_id is null or protocol in ('TCP', 'TLS')),
  add constraint gateway_listeners_http3_of_https check (not http3 or protocol = 'HTTPS');
create index gateway_listeners_backend on gateway_listeners (backend_id) where backend_id is not null;

-- Listeners with TLS may share a port, each with its host name.
alter table gateway_listeners drop constraint gateway_listeners_gateway_id_port_key;
alter table gateway_listeners add constraint gateway_listeners_gateway_id_port_key
  unique nulls not distinct (gateway_id, port, hostname);

create function check_listener_backend() returns trigger language plpgsql as $$
begin
  if new.backend_id is not null and not exists (
      select from gateways
      join api_services on api_services.tenant_id = gateways.tenant_id
      join backends on backends.api_service_id = api_services.id
      where gateways.id = new.gateway_id and backends.id = new.backend_id) then
    raise exception 'listener % names a backend of another tenant', new.name
      using errcode = 'foreign_key_violation', constraint = 'gateway_listeners_backend_of_tenant',
        table = 'gateway_listeners';
  end if;
  return new;
end
$$;
create trigger check_backend before insert or update of gateway_id, backend_id on gateway_listeners
  for each row execute function check_listener_backend();
