package dev.sluice.controller.store;

import dev.sluice.controller.testkit.Postgres;
import java.util.List;

/** A dump of a database's catalogue, in lines that can be compared. */
final class SchemaDump {
  private static final String SQL =
      """
      select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' '
        || is_nullable || ' ' || coalesce(column_default, '') || ' ' || is_identity
      from information_schema.columns where table_schema = 'public'
      union all
      select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace
      union all
      select 'index ' || indexdef from pg_indexes where schemaname = 'public'
      union all
      select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
      union all
      select 'function ' || pg_get_functiondef(oid)
      from pg_proc where pronamespace = 'public'::regnamespace
      union all
      select 'view ' || viewname || ' ' || definition from pg_views where schemaname = 'public'
      union all
      select 'grant ' || table_name || ' ' || grantee || ' ' || privilege_type
      from information_schema.role_table_grants where table_schema = 'public'
      union all
      select 'policy ' || tablename || ' ' || policyname || ' ' || roles::text || ' ' || cmd || ' '
        || coalesce(qual, '') || ' ' || coalesce(with_check, '')
      from pg_policies where schemaname = 'public'
      union all
      select 'row security ' || oid::regclass from pg_class
      where relnamespace = 'public'::regnamespace and relrowsecurity
      order by 1
      """;

  private SchemaDump() {}

  /** Returns the lines, without those of the migration history itself. */
  static List<String> of(Postgres postgres) {
    return postgres.query(SQL).stream().filter(line -> !line.contains("flyway_")).toList();
  }
}
