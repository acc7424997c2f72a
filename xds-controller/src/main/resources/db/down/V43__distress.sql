-- Takes V43 back. Automatic factors of single routes are lost.
drop trigger note_lifted on emergency_factors;
drop function note_lifted_route, apply_route_totals;
drop table lifted_routes, route_totals;
delete from emergency_factors where source = 'auto';
drop index emergency_factors_one_auto;
alter table emergency_factors drop constraint emergency_factors_auto_ends, drop column stepped_at, drop column route,
  drop column source;
revoke insert, update, delete on emergency_factors from sluice_compiler;
create or replace function write_auto_blocks(node text, blocks jsonb, out written int, out skipped int)
language plpgsql set search_path = public, pg_temp as $$
declare
  room int;
begin
  perform pg_advisory_xact_lock(hashtextextended('auto blocks', 39));
  delete from ip_blocks where source = 'auto' and expires_at < now() - interval '1 day';
  room := 10000 - (select count(*) from ip_blocks where source = 'auto');
  insert into ip_blocks as b (cidr, action, source, reason, expires_at, created_by)
    select k.cidr::cidr, 'deny', 'auto', max(k.failures) || ' failed credentials',
      now() + max(k.seconds) * interval '1 second', left(node, 200)
    from jsonb_to_recordset(blocks) as k(cidr text, seconds int, failures int)
    where case when pg_input_is_valid(k.cidr, 'cidr')
        then masklen(k.cidr::cidr) = case family(k.cidr::cidr) when 4 then 32 else 64 end else false end
      and k.seconds between 1 and 86400
    group by k.cidr::cidr order by 1 limit greatest(room, 0)
    on conflict on constraint ip_blocks_once do update set
      reason = excluded.reason, created_by = excluded.created_by, expires_at = greatest(b.expires_at, excluded.expires_at)
      where b.expires_at is not null;
  get diagnostics written = row_count;
  skipped := jsonb_array_length(blocks) - written;
end
$$;
drop function end_auto_blocks, write_system_event;
drop index ip_blocks_auto;
