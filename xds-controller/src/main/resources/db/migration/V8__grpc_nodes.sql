-- Clients of gRPC that have their routes and endpoints without an Envoy are nodes too.
alter table agents drop constraint agents_kind_check;
alter table agents add constraint agents_kind_check
  check (kind in ('envoy', 'agent', 'extauthz', 'extproc', 'grpc'));
