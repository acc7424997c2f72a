-- Takes a database of version 1 to the schema that V1 and V2 give, from where the ordinary migrations go on. All of it
-- is one transaction: it happens, or nothing does. See docs/upgrade.md.
--
-- What is in the schema public is moved aside, the tables are made anew by the same scripts as in an empty database, and
-- the rows are copied. So no column, index or constraint of version 1 can stay behind, whatever it was called.
--
-- The controller runs it when it is told to (database.migrate-legacy); psql -X -f v1_to_v2.sql does the same.
\set ON_ERROR_STOP on
begin;
set local search_path = public;
set local timezone = 'UTC';
set local lock_timeout = '5s';
-- Only what is raised as info here is told, not what else goes with a table.
set local client_min_messages = warning;

-- Version 1 bound a service to a gateway, and a publish to no cluster -------------------------------------------------
do $$
begin
  perform pg_advisory_xact_lock(hashtextextended('sluice version 1', 0));
  if not exists (select from pg_attribute where attrelid = to_regclass('api_services') and attname = 'gateway_id'
        and not attisdropped)
      and (to_regclass('product_publishes') is null or exists (select from pg_attribute
        where attrelid = 'product_publishes'::regclass and attname = 'cluster_id' and attnotnull)) then
    raise exception 'this is no database of version 1';
  end if;
end
$$;

-- Nobody writes from here on ------------------------------------------------------------------------------------------
do $$
declare
  name regclass;
begin
  for name in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by oid
  loop
    execute format('lock table %s in access exclusive mode', name);
  end loop;
exception when lock_not_available then
  raise exception 'the table % is in use; end whatever still works with version 1', name;
end
$$;

-- What version 1 allowed, and no database of today can hold: named all at once, before anything is changed ------------
create table if not exists publish_hostnames (publish_id uuid, host text);
do $$
declare
  problems text;
begin
  select string_agg(problem, e'\n' order by problem) into problems from (
    select format('tenant %s has %s services named "%s", each must have a name of its own: %s',
      t.slug, count(*), s.name, string_agg(s.id::text, ', ' order by s.id))
    from api_services s join tenants t on t.id = s.tenant_id
    group by t.slug, s.name having count(*) > 1
    union
    select format('product %s is published %s times in %s, withdraw all but one: %s',
      d.product_id, count(*), d.environment, string_agg(d.id::text, ', ' order by d.id))
    from product_publishes d
    where d.status = 'PUBLISHED'
    group by d.product_id, d.environment, to_jsonb(d) ->> 'cluster_id' having count(*) > 1
    union
    select format('host %s is published %s times, withdraw all but one: %s',
      d.hostname, count(*), string_agg(d.id::text, ', ' order by d.id))
    from product_publishes d
    where d.status = 'PUBLISHED'
    group by d.hostname, to_jsonb(d) ->> 'cluster_id' having count(*) > 1
    union
    select format('host %s is published %s times, withdraw all but one: %s',
      h.host, count(*), string_agg(d.id::text, ', ' order by d.id))
    from publish_hostnames h join product_publishes d on d.id = h.publish_id
    where d.status = 'PUBLISHED'
    group by h.host, to_jsonb(d) ->> 'cluster_id' having count(*) > 1
  ) found (problem);
  if problems is not null then
    raise exception '%', problems;
  end if;
end
$$;

-- Moved aside: everything but what belongs to an extension ------------------------------------------------------------
create schema sluice_v1;
do $$
declare
  object text;
begin
  for object in
    with own as (
      select classid, objid from pg_depend where deptype = 'e'
      -- The sequence of a column goes with its table.
      union select classid, objid from pg_depend join pg_class on pg_class.oid = objid
      where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and refobjsubid > 0
        and relkind = 'S' and deptype in ('a', 'i')
      -- The functions of a range go with its type.
      union select classid, objid from pg_depend where classid = 'pg_proc'::regclass and deptype = 'i'
    )
    select found.object from (
      select 1, 'pg_proc'::regclass, oid, 'routine ' || oid::regprocedure
      from pg_proc where pronamespace = 'public'::regnamespace
      union all
      select 2, 'pg_class'::regclass, oid, case relkind
        when 'v' then 'view ' when 'm' then 'materialized view ' when 'S' then 'sequence ' when 'f' then 'foreign table '
        else 'table ' end || oid::regclass
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
      union all
      select 3, 'pg_type'::regclass, pg_type.oid, 'type ' || pg_type.oid::regtype
      from pg_type left join pg_class on pg_class.oid = typrelid
      where typnamespace = 'public'::regnamespace and (typtype in ('e', 'd', 'r') or relkind = 'c')
    ) found (step, class, oid, object)
    where (class, found.oid) not in (select classid, objid from own)
    order by step
  loop
    execute format('alter %s set schema sluice_v1', object);
  end loop;
end
$$;

-- Made anew -----------------------------------------------------------------------------------------------------------
\ir ../migration/V1__tenants_clusters_services.sql
\ir ../migration/V2__products_publishes.sql

-- Copied --------------------------------------------------------------------------------------------------------------
-- Each column is copied to the column of its name. What is empty in version 1 and must not be so today gets the value
-- of a new row, and a cluster that is not named is the default one.
create procedure sluice_v1.copy_rows(name text) language plpgsql as $$
declare
  source regclass := to_regclass('sluice_v1.' || name);
  target regclass := 'public.' || name;
  columns text;
  contents text;
  number text;
begin
  if source is null then
    return;
  end if;
  select
    string_agg(format('%I', now.attname), ', ' order by now.attnum),
    string_agg(format('coalesce(%s, %s)',
      case when old.attname is null then 'null'
        else format('%I::%s', old.attname, format_type(now.atttypid, now.atttypmod)) end,
      case when now.attname = 'cluster_id' then '(select id from public.clusters where is_default)'
        else coalesce(pg_get_expr(adbin, adrelid), 'null') end), ', ' order by now.attnum)
  into columns, contents
  from pg_attribute now
  left join pg_attribute old on old.attrelid = source and old.attname = now.attname
  left join pg_attrdef on adrelid = target and adnum = now.attnum and now.attnotnull
  where now.attrelid = target and now.attnum > 0 and (old.attname is not null or now.attname = 'cluster_id');
  execute format('insert into %s (%s) overriding system value select %s from %s', target, columns, contents, source);
  for number in select attname from pg_attribute where attrelid = target and attidentity <> '' loop
    execute format('select setval(pg_get_serial_sequence(%L, %L), max(%I)) from %s having max(%3$I) is not null',
      target, number, number, target);
  end loop;
end
$$;

call sluice_v1.copy_rows('tenants');
call sluice_v1.copy_rows('clusters');

-- The default cluster: the one marked so, else the one of that name, else the only one, else a new one.
do $$
begin
  if not exists (select from clusters where is_default) then
    update clusters set is_default = true where name = 'default' or (select count(*) from clusters) = 1;
    if not found then
      insert into clusters (name, region, cloud_provider, status, description, is_default)
      values ('default', 'local', 'on-premise', 'active', 'Where the publishes of version 1 are', true);
    end if;
  end if;
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['agents', 'node_states', 'api_services', 'api_versions', 'backends', 'backend_endpoints',
      'routes', 'route_backends', 'policies', 'gateways', 'gateway_listeners', 'products', 'product_publishes',
      'publish_services', 'publish_hostnames', 'config_revisions'] loop
    call sluice_v1.copy_rows(name);
  end loop;
end
$$;
set constraints all immediate;

-- Taken away: what was copied. A table, or a column, that has no place today stays where it is ------------------------
do $$
declare
  name text;
  rest text;
  kept text;
begin
  drop procedure sluice_v1.copy_rows;
  drop table if exists sluice_v1.flyway_schema_history, sluice_v1.change_log cascade;
  for name in select relname from pg_class
      where relnamespace = 'sluice_v1'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname loop
    select string_agg(old.attname, ', ' order by old.attnum) into rest from pg_attribute old
    where old.attrelid = format('sluice_v1.%I', name)::regclass and old.attnum > 0 and not old.attisdropped
      and (name, old.attname) <> ('api_services', 'gateway_id')
      and not exists (select from pg_attribute now where now.attrelid = to_regclass(format('public.%I', name))
        and now.attname = old.attname);
    if rest is null then
      execute format('drop table sluice_v1.%I cascade', name);
    else
      kept := concat_ws('; ', kept, format('%s (%s)', name, rest));
    end if;
  end loop;
  if kept is null then
    drop schema sluice_v1 cascade;
  else
    raise info 'the schema sluice_v1 keeps the tables with columns that have no place today: %', kept;
  end if;
end
$$;

-- What Flyway writes for a schema that it did not make itself: V1 and V2 are there, whatever follows is not ------------
create table flyway_schema_history (
  installed_rank int not null constraint flyway_schema_history_pk primary key,
  version varchar(50),
  description varchar(200) not null,
  type varchar(20) not null,
  script varchar(1000) not null,
  checksum int,
  installed_by varchar(100) not null,
  installed_on timestamp not null default now(),
  execution_time int not null,
  success boolean not null
);
create index flyway_schema_history_s_idx on flyway_schema_history (success);
insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)
values (1, '2', 'version 1 of Sluice', 'BASELINE', 'v1_to_v2.sql', current_user, 0, true);
commit;
