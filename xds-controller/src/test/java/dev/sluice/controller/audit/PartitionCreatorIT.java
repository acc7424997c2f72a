package dev.sluice.controller.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.testkit.Postgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PartitionCreatorIT {
  private static final List<String> TABLES =
      List.of("audit_events", "audit_side_records", "decision_events");
  private static final String PARTITIONS =
      "select inhrelid::regclass from pg_inherits where inhparent in"
          + " (select partrelid from pg_partitioned_table) order by inhrelid::regclass::text";

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @RegisterExtension final Postgres postgres = Postgres.migrated();
  private final Readiness readiness = new Readiness();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Optional<Database> database = Optional.empty();

  @BeforeEach
  void migrate() {
    database = Optional.of(Database.open(postgres.config(), Optional.empty()));
    // Simulates an installation in the month of the test.
    postgres.execute(
        "do $$ declare old regclass; begin for old in select inhrelid::regclass from pg_inherits"
            + " where inhparent in (select partrelid from pg_partitioned_table) loop"
            + " execute 'drop table ' || old; end loop; end $$");
  }

  @AfterEach
  void close() {
    database.ifPresent(Database::close);
  }

  @Test
  void make_firstTime() throws Exception {
    assertEquals(months("2091-01", "2091-02", "2091-03", "2091-04"), make("2091-02-28"));
    assertEquals(
        TABLES.stream()
            .flatMap(
                table -> Stream.of("01", "02", "03", "04").map(month -> table + "_2091" + month))
            .toList(),
        postgres.query(PARTITIONS));
    assertEquals(List.of(), make("2091-02-28"));
  }

  @Test
  void make_nextMonth() throws Exception {
    make("2091-02-28");
    assertEquals(months("2091-05"), make("2091-03-01"));
    assertEquals(5 * TABLES.size(), postgres.query(PARTITIONS).size());
  }

  @Test
  void make_afterAYearAway() throws Exception {
    make("2091-02-28");
    assertEquals(11, make("2092-01-31").size());
    assertEquals(15 * TABLES.size(), postgres.query(PARTITIONS).size());
  }

  @Test
  void make_manyAtOnce() throws Exception {
    List<CompletableFuture<List<YearMonth>>> racing =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> raced("2091-02-28")))
            .limit(4)
            .toList();
    List<YearMonth> made = racing.stream().flatMap(one -> one.join().stream()).sorted().toList();
    assertEquals(months("2091-01", "2091-02", "2091-03", "2091-04"), made);
  }

  @Test
  void start_lastMomentOfAMonth() {
    Clock clock = Clock.fixed(Instant.parse("2091-02-28T23:59:59.999Z"), ZoneOffset.UTC);
    try (var _ = PartitionCreator.start(open().dataSource(), clock, readiness, metrics)) {
      Await.until(readiness::ready);
    }
    assertTrue(readiness.report().toString().contains("through 2091-04"));
    assertEquals(4 * TABLES.size(), postgres.query(PARTITIONS).size());
  }

  @Test
  void start_functionMissing() {
    warnings.expect("Audit partitions could not be made (SQL state 42883)");
    postgres.execute("drop function make_month_partitions");
    Clock clock = Clock.fixed(Instant.parse("2091-02-28T00:00:00Z"), ZoneOffset.UTC);
    try (var _ = PartitionCreator.start(open().dataSource(), clock, readiness, metrics)) {
      Await.until(() -> metrics.counter("audit.partition.failures").count() == 1);
      Await.until(() -> readiness.report().toString().contains("no partition for 2091-02"));
    }
  }

  @Test
  void view_columns() {
    postgres.execute(
        "select make_month_partition('audit_events', date '2091-02-01');"
            + " insert into tenants (id, slug, name, kind) values"
            + " ('00000000-0000-0000-0000-000000000007', 'seven', 'Seven', 'customer');"
            + row(1, "00000000-0000-0000-0000-000000000007", "42", 499)
            + row(2, "17", "some-user", 504)
            + row(3, "-", "-", 404));
    assertEquals(
        List.of(
            "1|42|CLIENT_CLOSED|2091-02-01 00:00:00.001",
            "17|null|GATEWAY_TIMEOUT|2091-02-01 00:00:00.002",
            "0|null|CLIENT_ERROR|2091-02-01 00:00:00.003"),
        postgres.query(
            "select tenant_id, user_id, error_code, created_at at time zone 'UTC'"
                + " from sys_api_call_histories order by created_at"));
  }

  private static String row(int ms, String tenant, String user, int status) {
    return (" insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id,"
            + " workspace_id, user_id, method, endpoint, route_target, status_code, latency_ms,"
            + " policy_version, streamed, dlp_action) values (gen_random_uuid(), %d, 'c', '%s',"
            + " '-', '-', '%s', 'GET', '/', '-', %d, 1, '-', false, '-');")
        .formatted(Instant.parse("2091-02-01T00:00:00Z").toEpochMilli() + ms, tenant, user, status);
  }

  private Database open() {
    return database.orElseThrow();
  }

  private List<YearMonth> make(String today) throws SQLException {
    return PartitionCreator.createMissing(open().dataSource(), LocalDate.parse(today));
  }

  private List<YearMonth> raced(String today) {
    try {
      return make(today);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static List<YearMonth> months(String... months) {
    return Stream.of(months).map(YearMonth::parse).toList();
  }
}
