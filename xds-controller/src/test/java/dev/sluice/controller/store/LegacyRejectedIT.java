package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test that an upgrade that fails leaves the database unchanged and reports the reason. */
@ExtendWith(NoWarnings.class)
final class LegacyRejectedIT {
  @RegisterExtension final Postgres postgres = new Postgres();

  @Test
  void start_withoutTheKey_saysWhatToDo() {
    Version1Database old = Version1Database.in(postgres);
    List<String> before = old.state();
    ConfigException refusal =
        assertThrows(
            ConfigException.class, () -> Database.open(postgres.config(), Optional.empty()));
    assertEquals(
        "database.migrate-legacy: the database is of version 1: follow docs/upgrade.md, then"
            + " start once with true (nothing is changed)",
        refusal.getMessage());
    assertEquals(before, old.state());
  }

  @Test
  void servicesOfOneName_inOneTenant_areNamed() {
    Version1Database old = Version1Database.in(postgres);
    postgres.execute(
        """
        insert into api_services (id, tenant_id, gateway_id, name)
        select 'a2000000-0000-0000-0000-00000000000f', tenant_id, id, 'billing'
        from gateways where name = 'internal'
        """);
    assertRefused(
        old,
        "tenant acme has 2 services named \"billing\", each must have a name of its own:"
            + " a2000000-0000-0000-0000-000000000001, a2000000-0000-0000-0000-00000000000f");
    postgres.execute("update api_services set name = 'billing-internal' where id::text like '%f'");
    old.upgrade();
    assertEquals(
        List.of("acme|billing", "acme|billing-internal", "acme|search", "globex|billing"),
        postgres.query(
            "select slug, s.name from api_services s join tenants t on t.id = tenant_id"
                + " order by 1, 2"));
  }

  @Test
  void publishes_thatOneClusterCannotHold_areAllNamed() {
    Version1Database old = Version1Database.in(postgres);
    postgres.execute(
        """
        update product_publishes set status = 'PUBLISHED', published_at = now();
        insert into publish_services select id, 'a2000000-0000-0000-0000-000000000002'
          from product_publishes where hostname = 'search.acme.example';
        update publish_hostnames set host = 'billing.globex.example' where generated;
        """);
    assertRefused(
        old,
        "host billing.acme.example is published 2 times, withdraw all but one:"
            + " a7000000-0000-0000-0000-000000000001, a7000000-0000-0000-0000-000000000003",
        "host billing.globex.example is published 2 times, withdraw all but one:"
            + " a7000000-0000-0000-0000-000000000001, b7000000-0000-0000-0000-000000000001",
        "product a6000000-0000-0000-0000-000000000001 is published 2 times in prod, withdraw all"
            + " but one: a7000000-0000-0000-0000-000000000001,"
            + " a7000000-0000-0000-0000-000000000003");
  }

  @Test
  void lastRow_withoutAPlace_takesAllBack() {
    Version1Database old = Version1Database.in(postgres);
    postgres.execute("update publish_hostnames set host = 'a/b' where generated");
    assertRefused(
        old,
        "a row of version 1 has no place: new row for relation \"publish_hostnames\" violates"
            + " check constraint \"publish_hostnames_host_check\"");
  }

  @Test
  void published_withoutAService_takesAllBack() {
    Version1Database old = Version1Database.in(postgres);
    postgres.execute("delete from publish_services where publish_id::text like 'b%'");
    assertRefused(
        old,
        "a row of version 1 has no place: publish b7000000-0000-0000-0000-000000000001 offers no"
            + " service");
  }

  @Test
  void version1_stillAtWork_isNotTakenAway() throws SQLException {
    Version1Database old = Version1Database.in(postgres);
    try (Connection working = postgres.connect()) {
      working.setAutoCommit(false);
      Postgres.execute(working, "select from routes");
      assertRefused(old, "the table routes is in use; end whatever still works with version 1");
    }
  }

  @Test
  void step_endedInTheMiddle_hasDoneNothing() throws Exception {
    Version1Database old = Version1Database.in(postgres);
    List<String> before = old.state();
    try (Connection blocking = postgres.connect();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      // The upgrade creates this function after it has moved the tables.
      blocking.setAutoCommit(false);
      Postgres.execute(
          blocking, "create procedure watch_table(watched text, key text) language sql as ''");
      Future<?> step = executor.submit(old::upgrade);
      Await.until(() -> !waiting().isEmpty());
      postgres.query("select pg_terminate_backend(" + waiting().getFirst() + ")");
      ExecutionException failure = assertThrows(ExecutionException.class, step::get);
      assertInstanceOf(DatabaseException.class, failure.getCause());
      blocking.rollback();
    }
    assertEquals(before, old.state());
    old.upgrade();
    assertEquals(List.of("4"), postgres.query("select count(*) from product_publishes"));
  }

  @Test
  void controllersAtOnce_takeItOverOnce() throws Exception {
    Version1Database.in(postgres);
    DatabaseConfig config = Version1Database.asked(postgres.config());
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Database>> started =
          List.of(
              executor.submit(() -> Database.open(config, Optional.empty())),
              executor.submit(() -> Database.open(config, Optional.empty())));
      for (Future<Database> controller : started) {
        controller.get().close();
      }
    }
    assertEquals(List.of("4"), postgres.query("select count(*) from product_publishes"));
    assertEquals(List.of("1"), postgres.query("select count(*) from clusters"));
  }

  private void assertRefused(Version1Database old, String... problems) {
    List<String> before = old.state();
    ConfigException refusal =
        assertThrows(
            ConfigException.class,
            () -> Database.open(Version1Database.asked(postgres.config()), Optional.empty()));
    assertEquals(
        List.of(problems), refusal.problems().stream().map(problem -> problem.message()).toList());
    assertTrue(
        refusal.problems().stream().allMatch(p -> p.path().equals("database.migrate-legacy")));
    assertEquals(before, old.state());
  }

  private List<String> waiting() {
    return postgres.query(
        "select pid from pg_stat_activity"
            + " where datname = current_database() and wait_event_type = 'Lock'");
  }
}
