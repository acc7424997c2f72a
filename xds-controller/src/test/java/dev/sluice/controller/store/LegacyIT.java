package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.LogCapture;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A test of the upgrade from version 1 to the present schema, the part of C-74 that {@link
 * SchemaMigrationIT} omits. A publish without a cluster gets the default one, the column becomes
 * NOT NULL, and the three indexes exist. All else is as in a database that never was of version 1.
 */
@ExtendWith(NoWarnings.class)
final class LegacyIT {
  @RegisterExtension final Postgres postgres = new Postgres();
  @RegisterExtension final Postgres fresh = Postgres.migrated();

  @Test
  void schema_isThatOfAFreshDatabase() {
    Version1Database.in(postgres);
    open();
    Database.open(fresh.config(), Optional.empty()).close();
    List<String> catalogue = SchemaDump.of(postgres);
    assertEquals(SchemaDump.of(fresh), catalogue);
    for (String beside :
        List.of(
            // The dump lists the columns of a table in their order.
            "select table_name, ordinal_position, column_name from information_schema.columns"
                + " where table_schema = 'public' order by 1, 2",
            "select column_name, data_type, character_maximum_length, is_nullable, column_default"
                + " from information_schema.columns where table_name = 'flyway_schema_history'",
            "select indexdef from pg_indexes where tablename = 'flyway_schema_history' order by 1",
            "select typname from pg_type where typnamespace = 'public'::regnamespace order by 1",
            "select nspname from pg_namespace where nspname !~ '^pg_' order by 1")) {
      assertEquals(fresh.query(beside), postgres.query(beside));
    }
  }

  @Test
  void clusterOfAPublish_isNotNull_andTheThreeIndexesArePresent() {
    Version1Database.in(postgres);
    open();
    String catalogue = String.join("\n", SchemaDump.of(postgres));
    for (String line :
        List.of(
            "column product_publishes.cluster_id uuid NO",
            "ON public.product_publishes USING btree (cluster_id, environment, status)",
            "UNIQUE INDEX api_services_tenant_name ON public.api_services USING btree (tenant_id, name)",
            "ON public.agents USING btree (cluster_id, status, last_seen_at)")) {
      assertTrue(catalogue.contains(line), line);
    }
    assertTrue(!catalogue.contains("api_services.gateway_id"), catalogue);
  }

  @Test
  void rows_survive() {
    Version1Database old = Version1Database.in(postgres);
    Map<String, List<String>> before = new LinkedHashMap<>();
    for (String table : old.tables()) {
      before.put(table, old.rows(table));
    }
    open();
    List<String> lost = new ArrayList<>();
    before.forEach((table, rows) -> {
      int made = table.equals("clusters") ? 1 : 0;
      assertEquals(rows.size() + made, old.rows(table).size(), table);
      String known = table.equals("api_services") ? " - 'gateway_id'" : "";
      for (String row : rows) {
        String found =
            "select 1 from %s t where to_jsonb(t) @> ($row$%s$row$::jsonb%s)"
                .formatted(table, row, known);
        if (postgres.query(found).size() != 1) {
          lost.add(table + " " + row);
        }
      }
    });
    assertEquals(List.of(), lost);
    assertEquals(4, postgres.query("select id from product_publishes").size());
  }

  @Test
  void start_again_changesNothing() {
    Version1Database old = Version1Database.in(postgres);
    open();
    List<String> once = old.state();
    open();
    assertEquals(once, old.state());
    Database.open(postgres.config(), Optional.empty()).close();
    assertEquals(once, old.state());
    old.upgrade();
    assertEquals(once, old.state());
  }

  @Test
  void start_afterTheStepAlone_goesOn() {
    Version1Database.in(postgres).upgrade();
    Database.open(postgres.config(), Optional.empty()).close();
    Database.open(fresh.config(), Optional.empty()).close();
    assertEquals(SchemaDump.of(fresh), SchemaDump.of(postgres));
    assertEquals(
        List.of("2|BASELINE", "3|SQL"),
        postgres.query(
            "select version, type from flyway_schema_history order by installed_rank limit 2"));
  }

  @Test
  void numbersOfTenants_goOn() {
    Version1Database.in(postgres);
    open();
    assertEquals(
        List.of("13"),
        postgres.query(
            "insert into tenants (slug, name, kind) values ('new', 'New', 'customer')"
                + " returning number"));
  }

  @Test
  void tablesAndColumnsWithoutAPlace_stayAside() {
    Version1Database old = Version1Database.in(postgres);
    postgres.execute(
        """
        create table subscriptions (tenant_id uuid references tenants, since date);
        insert into subscriptions select id, '2025-01-01' from tenants;
        alter table tenants add column owner text;
        update tenants set owner = 'ada';
        """);
    try (LogCapture log = new LogCapture()) {
      open();
      String told = "no place today: subscriptions (tenant_id, since); tenants (owner)";
      assertTrue(log.lines().stream().anyMatch(line -> line.contains(told)), log.lines()::toString);
    }
    Database.open(fresh.config(), Optional.empty()).close();
    assertEquals(SchemaDump.of(fresh), SchemaDump.of(postgres));
    assertEquals(3, old.rows("sluice_v1.subscriptions").size());
    assertEquals(List.of("ada"), postgres.query("select distinct owner from sluice_v1.tenants"));
    assertEquals(3, old.rows("tenants").size());
    assertEquals(0, old.rows("subscriptions").size());
  }

  @Test
  void owner_whoIsNoSuperuser_isEnough() throws SQLException {
    String owner = "owner_of_version_1";
    postgres.execute("create role " + owner + " login createrole");
    try {
      postgres.execute("grant create on schema public to " + owner);
      String database = postgres.query("select current_database()").getFirst();
      postgres.execute("alter database " + database + " owner to " + owner);
      try (Connection connection = postgres.connect()) {
        Postgres.execute(connection, "set role " + owner);
        Postgres.execute(connection, Version1Database.fixture());
        Postgres.execute(connection, LegacyScript.read());
      }
      assertEquals(4, postgres.query("select id from product_publishes").size());
    } finally {
      postgres.execute("reassign owned by " + owner + " to postgres");
      postgres.execute("drop owned by " + owner);
      postgres.execute("drop role " + owner);
    }
  }

  @Test
  void emptyDatabase_withTheKey_isMigrated() {
    open();
    Database.open(fresh.config(), Optional.empty()).close();
    assertEquals(SchemaDump.of(fresh), SchemaDump.of(postgres));
  }

  private void open() {
    Database.open(Version1Database.asked(postgres.config()), Optional.empty()).close();
  }
}
