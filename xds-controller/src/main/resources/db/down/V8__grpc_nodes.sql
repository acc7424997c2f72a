delete from agents where kind = 'grpc';
alter table agents drop constraint agents_kind_check;
alter table agents add constraint agents_kind_check
  check (kind in ('envoy', 'agent', 'extauthz', 'extproc'));
