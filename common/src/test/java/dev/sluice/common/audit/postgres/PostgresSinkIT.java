package dev.sluice.common.audit.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Secret;
import dev.sluice.common.audit.TestChain;
import dev.sluice.common.audit.TestRecords;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.common.audit.sink.AuditSink.SinkUnavailableException;
import dev.sluice.common.audit.sink.AuditSink.WriteResult;
import dev.sluice.common.audit.spool.SpoolRecord;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.testkit.NoWarnings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSinkIT {
  private final Instant start = Instant.now();

  @TempDir static Path data;
  private static AuditDatabase database;

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path directory;
  private final TestChain chain = new TestChain();
  private PostgresSink sink;

  @BeforeAll
  static void startDatabase() throws Exception {
    database = new AuditDatabase(data.resolve("server"));
  }

  @AfterAll
  static void stopDatabase() throws Exception {
    database.close();
  }

  @BeforeEach
  void open() {
    sink =
        new PostgresSink(
            database.writer(), AuditTable.AUDIT_EVENTS, directory.resolve("dead-letters.jsonl"));
  }

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void probe_writer_mayInsert() {
    assertEquals(Optional.empty(), InsertProbe.problem(database.writer(), AuditTable.AUDIT_EVENTS));
    assertEquals(
        Optional.empty(), InsertProbe.problem(database.writer(), AuditTable.DECISION_EVENTS));
  }

  @Test
  void probe_otherUsers_areToldApart() throws SQLException {
    assertEquals(
        Optional.of("the user sluice_api may not insert into audit_events"),
        InsertProbe.problem(database.target("sluice_api"), AuditTable.AUDIT_EVENTS));
    assertEquals(
        Optional.of("the database rejects the login of nobody (SQL state 28000)"),
        InsertProbe.problem(database.target("nobody"), AuditTable.AUDIT_EVENTS));
  }

  @Test
  void probe_noDatabaseOrTable_doesNotShowTheAddress() {
    String url = database.writer().url().reveal();
    assertEquals(
        Optional.of(
            "the table audit_events does not exist; the first start of xds-controller creates it"),
        probe(url.replaceFirst("/postgres$", "/template1")));
    assertEquals(
        Optional.of("the database does not exist (SQL state 3D000)"), probe(url + "-none"));
    assertEquals(
        Optional.of("the database does not answer (SQL state 08001)"),
        probe("jdbc:postgresql://127.0.0.1:1/x?password=hunter22"));
  }

  private static Optional<String> probe(String url) {
    return InsertProbe.problem(
        new DatabaseTarget(Secret.of(url), "postgres", Optional.empty()), AuditTable.AUDIT_EVENTS);
  }

  @Test
  void write_record_setsEveryColumn() throws Exception {
    assertEquals(new WriteResult(1, 0, 0), write(TestRecords.of("columns", start)));
    assertEquals(
        "sample,project,workspace,user,FRONTEND,10.1.2.3,curl/8,POST,/v1/chat/completions,a=1,"
            + "chat,v1,trace,120,4000,200,42,policy-0.3,false,mask,email,10,20,pre",
        database.read(
            "select concat_ws(',', tenant_id, project_id, workspace_id, user_id, agent_id, source,"
                + " caller_type, host(client_ip), user_agent, method, endpoint, query_string,"
                + " route_target, api_version, trace_id, request_size_bytes, response_size_bytes,"
                + " status_code, latency_ms, error_code, auth_reason, policy_version,"
                + " streamed::text, dlp_action, dlp_rule_id, input_tokens, output_tokens,"
                + " diff_hash, changed_files_hash, extra ->> 'dlp_stage')"
                + " from audit_events where correlation_id = 'columns'"));
  }

  @Test
  void write_streamedRecord_hasNoSizes() throws Exception {
    assertEquals(new WriteResult(1, 0, 0), write(TestRecords.streamed("streamed", start)));
    assertEquals(
        "0 sse",
        database.read(
            "select num_nonnulls(query_string, request_size_bytes, response_size_bytes) || ' '"
                + " || (extra ->> 'mode') from audit_events where correlation_id = 'streamed'"));
  }

  @Test
  void write_sameBatch_addsNoRows() throws Exception {
    AuditRecord record = TestRecords.of("again", start);
    write(record);
    assertEquals(new WriteResult(1, 1, 0), write(record, TestRecords.of("again too", start)));
    assertEquals("2", count("again%"));
    assertEquals("2 repeated", side());
    assertEquals(
        "3",
        database.read(
            "select max(writer_seq) from audit_events where writer_id = '" + chain.writer() + "'"));
  }

  @Test
  void write_duplicateInBatch_isOneRow() throws Exception {
    List<ChainedRecord> batch =
        chain.link(TestRecords.of("twice a", start), TestRecords.of("twice b", start));
    assertEquals(new WriteResult(2, 0, 0), sink.write(batch));
    for (int i = 0; i < 3; i++) {
      assertEquals(new WriteResult(0, 2, 0), sink.write(batch));
    }
    assertEquals("1 repeated, 2 repeated", side());
  }

  @Test
  void write_noLink_isInserted() throws Exception {
    ChainedRecord old = new ChainedRecord(null, TestRecords.of("old", start).json());
    assertEquals(new WriteResult(1, 0, 0), sink.write(List.of(old)));
    assertEquals(
        new WriteResult(1, 1, 0),
        sink.write(List.of(old, chain.link(TestRecords.of("new", start)))));
    assertEquals("no row", side().replace("null", "no row"));
  }

  @Test
  void write_decision_setsEveryColumn() throws Exception {
    try (PostgresSink decisions =
        new PostgresSink(
            database.writer(), AuditTable.DECISION_EVENTS, directory.resolve("dead.jsonl"))) {
      ChainedRecord decision =
          chain.link(SpoolRecord.of(TestRecords.decision("decided", start).json()));
      assertEquals(new WriteResult(1, 0, 0), decisions.write(List.of(decision)));
      assertEquals(new WriteResult(0, 1, 0), decisions.write(List.of(decision)));
    }
    assertEquals(
        "deny,role.level,sample,{office-hours},[\":authority\", \"x-\\\"odd\\\\\\\"\", \"한\"],"
            + "10.1.2.3,extauthz-1,1",
        database.read(
            "select concat_ws(',', decision, rule, tenant_id, shadow, to_jsonb(header_names),"
                + " host(client_ip), node_id, writer_seq)"
                + " from decision_events where correlation_id = 'decided'"));
  }

  @Test
  void write_invalidRows_areDeadLettered() throws Exception {
    warnings.expect("An audit row was rejected: SQL state 23514 audit_events_status_code_check");
    List<ChainedRecord> batch =
        IntStream.range(0, 100)
            .mapToObj(i ->
                i % 40 == 7
                    ? TestRecords.poisonous("mixed-" + i, start)
                    : TestRecords.of("mixed-" + i, start))
            .map(chain::link)
            .toList();
    assertEquals(new WriteResult(97, 0, 3), sink.write(batch));
    assertEquals("97", count("mixed-%"));
    assertEquals("8 unfit, 48 unfit, 88 unfit", side());
    List<String> parked = Files.readAllLines(directory.resolve("dead-letters.jsonl"));
    assertEquals(3, parked.size());
    assertTrue(parked.getFirst().contains("\"where\":\"audit_events_status_code_check\""));
    for (String personal : List.of("10.1.2.3", "curl/8", "\"user\"", "mixed-")) {
      assertFalse(parked.toString().contains(personal), parked.getFirst());
    }
  }

  @Test
  void write_noPartition_retries() throws Exception {
    String month =
        database.read("select to_char(now() at time zone 'UTC' + interval '1 month', 'YYYYMM')");
    database.owner("drop table audit_events_" + month);
    AuditRecord record =
        TestRecords.of("next", start.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant());
    SinkUnavailableException thrown =
        assertThrows(SinkUnavailableException.class, () -> write(record));
    assertEquals("no_partition", thrown.reason());
    database.owner(
        "select make_month_partition('audit_events', to_date('" + month + "', 'YYYYMM'))");
    assertEquals(new WriteResult(1, 0, 0), write(record));
  }

  /** Records of a clock that was wrong must not delay all that follow. */
  @Test
  void write_distantMonth_isDeadLettered() throws Exception {
    warnings.expect("An audit row was rejected: SQL state 23514 no_partition");
    assertEquals(
        new WriteResult(1, 0, 1),
        write(
            TestRecords.of("distant", Instant.parse("2091-02-03T00:00:00Z")),
            TestRecords.of("near", start)));
    assertEquals("1 no-partition", side());
  }

  @Test
  void write_oldMonth_isDeadLettered() throws Exception {
    warnings.expect("An audit row was rejected: SQL state 23514 no_partition");
    assertEquals(
        new WriteResult(2, 0, 1),
        write(
            TestRecords.of("before", start),
            TestRecords.of("ancient", Instant.parse("2001-02-03T00:00:00Z")),
            TestRecords.of("behind", start)));
    assertEquals("2", count("be%"));
    assertEquals("2 no-partition", side());
  }

  @Test
  void write_monthEdges_useSeoulTime() throws Exception {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Seoul"));
    try {
      database.owner(
          "set timezone = 'Asia/Seoul'; select make_month_partition('audit_events', m)"
              + " from unnest(array[date '2031-01-31', '2031-02-01', '2031-03-01']) m");
      write(
          TestRecords.of("edge a", Instant.parse("2031-01-31T23:59:59.999Z")),
          TestRecords.of("edge b", Instant.parse("2031-02-01T00:00:00Z")),
          TestRecords.of("edge c", Instant.parse("2031-02-28T23:59:59.999Z")),
          TestRecords.of("edge d", Instant.parse("2031-03-01T00:00:00Z")));
    } finally {
      TimeZone.setDefault(before);
    }
    assertEquals(
        "audit_events_203101,audit_events_203102,audit_events_203102,audit_events_203103",
        database.read(
            "select string_agg(tableoid::regclass::text, ',' order by correlation_id)"
                + " from audit_events where correlation_id like 'edge%'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_events set status_code = 200",
        "delete from audit_events",
        "truncate audit_events",
        "select * from audit_events",
        "drop table audit_events",
        "select make_month_partition('audit_events', date '2040-01-01')"
      })
  void writerRole_otherThanInsert_isDenied(String sql) {
    assertEquals("42501", refusal("sluice_audit_writer", sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_events set status_code = 200 where correlation_id = 'kept'",
        "delete from audit_events where correlation_id = 'kept'",
        "truncate audit_events"
      })
  void owner_change_isPrevented(String sql) throws Exception {
    write(TestRecords.of("kept", start));
    String before = count("kept");
    assertEquals("42501", refusal("postgres", sql));
    String partition =
        database.read("select tableoid::regclass from audit_events where correlation_id = 'kept'");
    assertEquals("42501", refusal("postgres", sql.replace("audit_events", partition)));
    assertEquals(before, count("kept"));
  }

  @Test
  void partition_indexes_exist() throws Exception {
    assertEquals(
        "(correlation_id); (id, ts_ms); (project_id, ts_ms); (tenant_id, ts_ms);"
            + " (writer_id, writer_seq)",
        database.read(
            "select string_agg(substring(indexdef from '\\(.*\\)'), '; ' order by"
                + " substring(indexdef from '\\(.*\\)')) from pg_indexes where tablename ="
                + " 'audit_events_' || to_char(now() at time zone 'UTC', 'YYYYMM')"));
  }

  private WriteResult write(AuditRecord... records) throws SinkUnavailableException {
    return sink.write(chain.link(records));
  }

  /** Returns the records of this test's chain that are stored beside the table. */
  private String side() throws SQLException {
    return database.read(
        "select string_agg(writer_seq || ' ' || cause, ', ' order by writer_seq)"
            + " from audit_side_records where writer_id = '"
            + chain.writer()
            + "'");
  }

  private static String refusal(String user, String sql) {
    return assertThrows(SQLException.class, () -> database.run(user, sql)).getSQLState();
  }

  private static String count(String correlation) throws SQLException {
    return database.read(
        "select count(*) from audit_events where correlation_id like '" + correlation + "'");
  }
}
