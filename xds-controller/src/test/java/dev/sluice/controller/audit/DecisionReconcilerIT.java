package dev.sluice.controller.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.common.audit.record.AuditRecordId;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.audit.table.RecordColumnCheck;
import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.testkit.Postgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionReconcilerIT {
  private static final ReconcileConfig HOUR = new ReconcileConfig(true, Duration.ofHours(1));
  private static final String FIRST = "00000000-0000-0000-0000-000000000001";
  private static final String SECOND = "00000000-0000-0000-0000-000000000002";
  private static final String ROWS =
      "select correlation_id, status_code, coalesce(error_code, '-'), extra ->> 'reconciled'"
          + " from audit_events order by correlation_id";

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @RegisterExtension final Postgres postgres = Postgres.migrated();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Instant now = Instant.now();
  private Optional<Database> database = Optional.empty();

  @BeforeEach
  void migrate() {
    database = Optional.of(Database.open(postgres.config(), Optional.empty()));
  }

  @AfterEach
  void close() {
    database.ifPresent(Database::close);
  }

  @Test
  void decisionsWithoutARow_getOne_once() throws SQLException {
    decision(FIRST, 1, "a-allowed", Duration.ofHours(3), "allow", "null");
    decision(FIRST, 2, "b-has-its-row", Duration.ofHours(3), "allow", "null");
    event("b-has-its-row", Duration.ofHours(3));
    decision(FIRST, 4, "c-denied", Duration.ofHours(2), "deny", "'AUTH_INVALID_TOKEN'");
    decision(SECOND, 1, "d-other", Duration.ofHours(2), "deny", "'IP_BLOCKED'");
    decision(FIRST, 5, "e-young", Duration.ofMinutes(59), "allow", "null");
    decision(FIRST, 6, "f-behind-it", Duration.ofHours(2), "allow", "null");

    assertEquals(3, reconcile());
    List<String> rows =
        List.of(
            "a-allowed|599|EXCHANGE_UNKNOWN|true",
            "b-has-its-row|200|-|null",
            "c-denied|401|AUTH_INVALID_TOKEN|true",
            "d-other|403|IP_BLOCKED|true");
    assertEquals(rows, postgres.query(ROWS));
    assertEquals(0, reconcile());
    assertEquals(rows, postgres.query(ROWS));
    assertEquals(
        List.of(FIRST + "|4", SECOND + "|1"),
        postgres.query("select writer_id, through_seq from audit_reconciled order by 1"));
    assertEquals(3, metrics.counter("audit.reconciled").count());
  }

  @Test
  void statuses_followTheCodes() throws SQLException {
    Map<String, Integer> codes =
        Map.of(
            "AUTH_UNKNOWN_KID", 401,
            "BAD_REQUEST", 400,
            "TENANT_HEADER_REQUIRED", 400,
            "TENANT_MISMATCH", 403,
            "NOT_FOUND", 404,
            "RATE_LIMITED", 429,
            "AUTH_MISCONFIGURED_JWKS", 500,
            "AUTHZ_UNAVAILABLE", 503);
    int seq = 0;
    for (String code : codes.keySet()) {
      decision(FIRST, ++seq, code, Duration.ofHours(2), "deny", "'" + code + "'");
    }
    assertEquals(codes.size(), reconcile());
    codes.forEach((code, status) ->
        assertEquals(
            List.of(status + "|" + code + "|" + code),
            postgres.query(
                "select status_code, error_code, auth_reason from audit_events"
                    + " where correlation_id = '"
                    + code
                    + "'")));
  }

  @Test
  void rows_areLinkedAndSayWhatTheirRecordsSay() throws SQLException {
    for (int i = 1; i <= 3; i++) {
      decision(FIRST, i, "c" + i, Duration.ofHours(2), "allow", "null");
    }
    assertEquals(3, reconcile());
    decision(FIRST, 4, "c4", Duration.ofHours(2), "allow", "null");
    assertEquals(1, reconcile());
    assertEquals(
        List.of("1|t|t|t|t", "2|t|t|t|t", "3|t|t|t|t", "4|t|t|t|t"),
        postgres.query(
            """
            select writer_seq,
              hash = sha256('sluice-audit-1'::bytea || uuid_send(writer_id) || int8send(writer_seq)
                || prev_hash || record),
              prev_hash = lag(hash, 1, decode(repeat('00', 32), 'hex')) over (order by writer_seq),
              to_jsonb(e) @> convert_from(record, 'UTF8')::jsonb,
              writer_id = (select writer_id from audit_reconciler)
            from audit_events e order by writer_seq
            """));
    assertEquals(
        List.of("4|t"),
        postgres.query(
            "select r.seq, r.hash = e.hash from audit_reconciler r"
                + " join audit_events e on e.writer_seq = r.seq"));
  }

  /** Checks the field order, because a verifier accepts no other. */
  @Test
  void records_haveAllFieldsInTheirOrder() throws SQLException {
    decision(FIRST, 1, "one", Duration.ofHours(2), "allow", "null");
    reconcile();
    String record =
        postgres.query("select convert_from(record, 'UTF8') from audit_events").getFirst();
    assertEquals(
        Optional.of(AuditTable.AUDIT_EVENTS),
        RecordColumnCheck.tableOf(record.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theTrueRow_thatComesLate_meetsTheOneMade() throws SQLException {
    decision(FIRST, 1, "late", Duration.ofHours(2), "allow", "null");
    reconcile();
    event("late", Duration.ofHours(2));
    assertEquals(List.of("late|599|EXCHANGE_UNKNOWN|true"), postgres.query(ROWS));
  }

  /** Each server uses its own clock if that of Envoy differs much. */
  @ParameterizedTest
  @ValueSource(strings = {"P-1D", "P-1DT-1H", "P1DT1H", "P31D"})
  void aRowWithAnotherTime_isThatOfTheDecision(Duration moved) throws SQLException {
    decision(FIRST, 1, "moved", Duration.ofHours(2), "allow", "null");
    event("moved", id("moved", Duration.ofHours(2)), Duration.ofHours(2).minus(moved));
    assertEquals(0, reconcile());
    assertEquals(List.of("moved|200|-|null"), postgres.query(ROWS));
  }

  @Test
  void aRow_hasTheTimeOfTheDecision() throws SQLException {
    Duration ago = Duration.ofHours(2);
    decision(FIRST, id("clock", Duration.ofDays(4_000)), 1, "clock", ago, "allow", "null");
    assertEquals(1, reconcile());
    assertEquals(
        List.of("t"),
        postgres.query(
            "select e.ts_ms = d.ts_ms from audit_events e join decision_events d using (id)"));
  }

  @Test
  void aRowThatHasNoPartition_isSetAside_andNotTriedAgain() throws SQLException {
    decision(FIRST, 1, "gone", Duration.ofHours(2), "allow", "null");
    postgres.execute(
        "do $$ declare old text; begin for old in select partition from audit_partitions where"
            + " parent = 'audit_events' loop execute 'drop table ' || old; end loop; end $$");
    assertEquals(0, reconcile());
    assertEquals(0, reconcile());
    assertEquals(
        List.of("1|audit_events|no-partition|t|0"),
        postgres.query(
            "select s.writer_seq, target, cause, s.hash = r.hash, ts_ms % 86400000 from audit_side_records s,"
                + " audit_reconciler r"));
  }

  @Test
  void manyAtOnce_makeEachRowOnce() {
    for (int i = 1; i <= 1_100; i++) {
      decision(FIRST, i, "c" + i, Duration.ofHours(2), "allow", "null");
    }
    List<CompletableFuture<Integer>> racing =
        Stream.generate(() -> CompletableFuture.supplyAsync(this::raced)).limit(4).toList();
    int made = racing.stream().mapToInt(CompletableFuture::join).sum() + raced();
    assertEquals(1_100, made);
    assertEquals(
        List.of("1100|1100|1100"),
        postgres.query("select count(*), count(distinct id), max(writer_seq) from audit_events"));
  }

  @Test
  void start_asTheConfigurationSays() {
    decision(FIRST, 1, "old", Duration.ofHours(2), "allow", "null");
    var second = new ReconcileConfig(true, Duration.ofSeconds(1));
    var off = new ReconcileConfig(false, Duration.ofSeconds(1));
    DecisionReconciler.start(open().dataSource(), off, Clock.systemUTC(), metrics).close();
    assertEquals(List.of(), postgres.query(ROWS));
    try (var _ =
        DecisionReconciler.start(open().dataSource(), second, Clock.systemUTC(), metrics)) {
      Await.until(() -> !postgres.query(ROWS).isEmpty());
    }
  }

  @Test
  void start_functionMissing() {
    warnings.expect("Decisions could not be reconciled (SQL state 42883)");
    postgres.execute("drop function reconcile_decisions");
    var second = new ReconcileConfig(true, Duration.ofSeconds(1));
    try (var _ =
        DecisionReconciler.start(open().dataSource(), second, Clock.systemUTC(), metrics)) {
      Await.until(() -> metrics.counter("audit.reconcile.failures").count() > 0);
    }
  }

  @Test
  void config_isBounded() {
    ConfigReader given = ConfigReader.of("{after: 2h, enabled: false}", Map.of());
    assertEquals(new ReconcileConfig(false, Duration.ofHours(2)), ReconcileConfig.read(given));
    assertEquals(HOUR, ReconcileConfig.read(ConfigReader.of("", Map.of())));
    ConfigReader wrong = ConfigReader.of("after: 0s", Map.of());
    ReconcileConfig _ = ReconcileConfig.read(wrong);
    assertThrows(ConfigException.class, wrong::finish);
  }

  private Database open() {
    return database.orElseThrow();
  }

  private int reconcile() throws SQLException {
    return new DecisionReconciler(open().dataSource(), HOUR, () -> now, metrics).reconcile();
  }

  private int raced() {
    try {
      return reconcile();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private UUID id(String request, Duration ago) {
    return AuditRecordId.of(request, now.minus(ago));
  }

  private void decision(
      String writer, long seq, String request, Duration ago, String decision, String code) {
    decision(writer, id(request, ago), seq, request, ago, decision, code);
  }

  private void decision(
      String writer,
      UUID id,
      long seq,
      String request,
      Duration ago,
      String decision,
      String code) {
    postgres.execute(
        """
        insert into decision_events (id, ts_ms, request_id, correlation_id, decision, error_code,
          rule, reason, credential, tenant_id, project_id, workspace_id, user_id, role,
          required_role, route_target, environment, policy_version, shadow, method, host, path,
          header_names, client_ip, node_id, writer_id, writer_seq, prev_hash, hash, record)
        values ('%s', %d, 'r', '%s', '%s', %s, 'rule', 'reason', 'jwt', 't', 'p', 'w', 'u', '-',
          '-', 'chat', 'prod', 'v1', '{}', 'POST', 'h', '/v1/x', '{}', '203.0.113.9', 'n',
          '%s', %d, sha256('a'), sha256('b'), 'record')
        """
            .formatted(id, now.minus(ago).toEpochMilli(), request, decision, code, writer, seq));
  }

  private void event(String request, Duration ago) {
    event(request, id(request, ago), ago);
  }

  private void event(String request, UUID id, Duration ago) {
    postgres.execute(
        """
        insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id, workspace_id,
          user_id, method, endpoint, route_target, status_code, latency_ms, policy_version,
          streamed, dlp_action)
        values ('%s', %d, '%s', 't', '-', '-', '-', 'GET', '/', '-', 200, 1, '-', false, '-')
        on conflict do nothing
        """
            .formatted(id, now.minus(ago).toEpochMilli(), request));
  }
}
