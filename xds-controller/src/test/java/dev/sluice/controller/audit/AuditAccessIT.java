package dev.sluice.controller.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.testkit.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test of the permissions of each role on audit rows. */
class AuditAccessIT {
  private static final String FORBIDDEN = "42501";
  private static final String API = "sluice_api";
  private static final String WRITER = "sluice_audit_writer";
  private static final String READER = "sluice_audit_reader";
  private static final String PURGER = "sluice_audit_purger";
  private final YearMonth month = YearMonth.now(ZoneOffset.UTC);
  private static final List<String> TABLES =
      List.of(
          "audit_events",
          "decision_events",
          "audit_side_records",
          "audit_checkpoints",
          "audit_boundaries",
          "change_events");

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @RegisterExtension final Postgres postgres = Postgres.migrated();
  private Optional<Database> database = Optional.empty();

  @BeforeEach
  void open() {
    database = Optional.of(Database.open(postgres.config(), Optional.empty()));
    FakeAuditWriter writer = new FakeAuditWriter(postgres);
    for (String tenant : List.of("one", "two", "a,b", "-")) {
      writer.event(AuditPartitionsFixture.at(month, 1), tenant);
    }
  }

  @AfterEach
  void close() {
    database.ifPresent(Database::close);
  }

  @Test
  void rows_cannotBeChangedByAnyService() throws SQLException {
    for (String role : List.of(API, WRITER, READER, PURGER)) {
      for (String table : TABLES) {
        String column = table.equals("change_events") ? "actor_id" : "ts_ms";
        assertRefused(role, "delete from " + table);
        assertRefused(role, "truncate " + table);
        assertRefused(role, "drop table " + table);
        assertRefused(
            role,
            "update "
                + table
                + " set "
                + (table.matches(".*(checkpoints|boundaries)") ? "at_ms" : column)
                + " = default");
      }
    }
  }

  @Test
  void rows_cannotBeChangedByTheOwnerEither() {
    postgres.execute(
        "insert into change_events (actor_id, action, portal, resource_type)"
            + " values ('a', 'LOGIN', 'admin', 'session')");
    for (String sql :
        List.of(
            "update audit_events set tenant_id = 'x'",
            "delete from change_events",
            "truncate change_events",
            "truncate audit_events")) {
      assertEquals(FORBIDDEN, state("postgres", sql));
    }
  }

  @Test
  void reader_seesTheTenantsOfItsSetting() throws SQLException {
    assertEquals(List.of(), seen(READER, ""));
    assertEquals(List.of("one"), seen(READER, "set sluice.tenant = 'one'"));
    assertEquals(List.of("one", "two"), seen(READER, "set sluice.tenant = e'two\\none'"));
    assertEquals(List.of("a,b"), seen(READER, "set sluice.tenant = 'a,b'"));
    assertEquals(List.of(), seen(READER, "set sluice.tenant = '-'"));
    assertEquals(List.of(), seen(READER, "set sluice.tenant = ''"));
    assertEquals(List.of("-", "a,b", "one", "two"), seen(API, ""));
    assertEquals(List.of("-", "a,b", "one", "two"), seen("postgres", ""));
  }

  @Test
  void reader_seesNothingElse() {
    for (String table :
        List.of("audit_side_records", "audit_checkpoints", "change_events", "legal_holds")) {
      assertRefused(READER, "select count(*) from " + table);
    }
    assertRefused(READER, "insert into audit_events (tenant_id) values ('one')");
  }

  @Test
  void partitions_areClosedToAll() {
    for (String role : List.of(API, WRITER, READER, PURGER)) {
      for (String table : TABLES.subList(0, 3)) {
        String partition = AuditPartitionsFixture.name(table, month);
        assertRefused(role, "select count(*) from " + partition);
        assertRefused(role, "insert into " + partition + " (ts_ms) values (1)");
        assertRefused(role, "delete from " + partition);
      }
    }
  }

  @Test
  void writer_insertsAndLearnsTheNumbersThatWentIn() throws SQLException {
    String sql =
        "insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id, workspace_id,"
            + " user_id, method, endpoint, route_target, status_code, latency_ms, policy_version,"
            + " streamed, dlp_action, writer_id, writer_seq, prev_hash, hash, record) values"
            + " ('00000000-0000-0000-0000-000000000009', "
            + AuditPartitionsFixture.at(month, 5)
            + ", 'c', 'three', '-', '-', '-', 'GET',"
            + " '/', '-', 200, 1, '-', false, '-', '00000000-0000-0000-0000-000000000008', 7,"
            + " sha256('a'), sha256('b'), 'r') on conflict do nothing returning writer_seq";
    assertEquals(List.of("7"), query(WRITER, "", sql));
    assertEquals(List.of(), query(WRITER, "", sql));
    query(
        WRITER,
        "insert into audit_side_records (writer_id, writer_seq, ts_ms, target, cause, prev_hash,"
            + " hash, record) values (gen_random_uuid(), 1, "
            + AuditPartitionsFixture.at(month, 5)
            + ", 'audit_events', 'unfit', sha256('a'), sha256('b'), 'r')",
        "select 1");
    assertRefused(WRITER, "select tenant_id from audit_events");
  }

  @Test
  void changes_andHolds_areWrittenByTheApiAlone() throws SQLException {
    String change =
        "insert into change_events (actor_id, action, portal, resource_type)"
            + " values ('a', 'LOGIN', 'admin', 'session')";
    String hold =
        "insert into legal_holds (tenant, reason, created_by) values ('one', 'case 7', 'a')";
    for (String role : List.of(WRITER, READER, PURGER)) {
      assertRefused(role, change);
      assertRefused(role, hold);
    }
    query(API, change, "select 1");
    query(API, hold, "select 1");
    assertRefused(API, "select count(*) from change_events");
    assertRefused(API, "update legal_holds set tenant = 'two'");
    assertRefused(API, "delete from legal_holds");
    query(API, "update legal_holds set released_at = now()", "select 1");
    assertEquals(FORBIDDEN, state(API, "update legal_holds set released_at = null"));
    assertEquals(FORBIDDEN, state("postgres", "delete from legal_holds"));
  }

  private List<String> seen(String role, String setting) throws SQLException {
    return query(
        role, setting, "select tenant_id from audit_events order by tenant_id collate \"C\"");
  }

  private List<String> query(String role, String first, String sql) throws SQLException {
    try (Connection connection = postgres.connectAs(role);
        Statement statement = connection.createStatement()) {
      if (!first.isEmpty()) {
        statement.execute(first);
      }
      List<String> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      return values;
    }
  }

  private void assertRefused(String role, String sql) {
    assertEquals(FORBIDDEN, state(role, sql), () -> role + ": " + sql);
  }

  private String state(String role, String sql) {
    try (Connection connection = postgres.connectAs(role)) {
      return assertThrows(
              SQLException.class, () -> Postgres.execute(connection, sql), () -> role + ": " + sql)
          .getSQLState();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
