package dev.sluice.controller.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.chain.ChainSigningKey;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.audit.PurgeOutcome.Done;
import dev.sluice.controller.audit.PurgeOutcome.DroppedPartition;
import dev.sluice.controller.audit.PurgeOutcome.KeptPartition;
import dev.sluice.controller.testkit.Postgres;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AuditPurgeIT {
  private static final YearMonth OLDEST = AuditPartitionsFixture.before(2);
  private static final YearMonth OLD = AuditPartitionsFixture.before(1);
  private static final YearMonth BORDER = AuditPartitionsFixture.before(0);

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  private Optional<AuditPartitionsFixture> past = Optional.empty();

  @BeforeEach
  void open() {
    past = Optional.of(new AuditPartitionsFixture(postgres));
  }

  @AfterEach
  void close() {
    past.ifPresent(AuditPartitionsFixture::close);
  }

  @Test
  void run_oldMonths_goWithSignedBoundaries() throws Exception {
    FakeAuditWriter writer = new FakeAuditWriter(postgres);
    for (int i = 0; i < 3; i++) {
      writer.event(AuditPartitionsFixture.at(OLDEST, i), "a");
    }
    writer.event(AuditPartitionsFixture.at(OLD, 0), "a");
    writer.event(AuditPartitionsFixture.at(BORDER, 0), "a");
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    List<String> old = past().old();

    Done done = done(past().purge(key(pair), false));

    assertEquals(old, done.dropped().stream().map(DroppedPartition::partition).toList());
    assertTrue(done.kept().stream().allMatch(kept -> kept.reason().contains("younger")));
    assertFalse(done.unfinished());
    assertEquals(List.of("1"), postgres.query("select count(*) from audit_events"));
    assertEquals(List.of("1|3", "4|4"), runs());
    assertEquals(
        List.of("t", "t"),
        postgres.query(
            "select b.hash = coalesce(n.prev_hash, e.prev_hash) from audit_boundaries b"
                + " left join audit_boundaries n on n.first_seq = b.last_seq + 1"
                + " left join audit_events e on e.writer_seq = b.last_seq + 1"));
    assertSignedBy(pair, writer.id());
    assertEquals(
        List.of("audit-retention|PURGE|operator|audit_events|3"),
        postgres.query(
            "select actor_id, action, portal, resource_name, before ->> 'links' from change_events"
                + " where resource_id = '"
                + AuditPartitionsFixture.name("audit_events", OLDEST)
                + "'"));
  }

  private void assertSignedBy(KeyPair pair, UUID writer) throws Exception {
    String columns =
        postgres
            .query(
                "select encode(prev_hash, 'hex'), encode(hash, 'hex'), at_ms, key_id,"
                    + " encode(signature, 'hex'), partition from audit_boundaries"
                    + " where first_seq = 1")
            .getFirst();
    List<String> row = List.of(columns.split("\\|", -1));
    HexFormat hex = HexFormat.of();
    byte[] message =
        ByteBuffer.allocate(256)
            .put("sluice-boundary-1".getBytes(StandardCharsets.US_ASCII))
            .putLong(writer.getMostSignificantBits())
            .putLong(writer.getLeastSignificantBits())
            .putLong(1)
            .putLong(3)
            .put(hex.parseHex(row.get(0)))
            .put(hex.parseHex(row.get(1)))
            .put(row.get(5).getBytes(StandardCharsets.UTF_8))
            .putLong(Long.parseLong(row.get(2)))
            .array();
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(pair.getPublic());
    check.update(message, 0, 17 + 5 * Long.BYTES + 64 + row.get(5).length());
    assertTrue(check.verify(hex.parseHex(row.get(4))));
    assertEquals(16, row.get(3).length());
  }

  @Test
  void run_aPartitionWithOneYoungRow_stays() {
    FakeAuditWriter writer = new FakeAuditWriter(postgres);
    writer.event(AuditPartitionsFixture.at(BORDER, 0), "a");
    writer.event(AuditPartitionsFixture.at(BORDER.plusMonths(1), -1), "a");
    Done done = done(past().purge(Optional.empty(), true));
    assertEquals("it may hold rows younger than the cutoff", reason(done, "audit_events", BORDER));
    assertEquals(List.of("2"), postgres.query("select count(*) from audit_events"));
  }

  @Test
  void run_rowsUnderALegalHold_stayUntilItIsReleased() {
    FakeAuditWriter writer = new FakeAuditWriter(postgres);
    writer.event(AuditPartitionsFixture.at(OLDEST, 5), "held");
    writer.event(AuditPartitionsFixture.at(OLD, 5), "held");
    hold("held", String.valueOf(AuditPartitionsFixture.at(OLD, 5)), "null");
    Done held = done(past().purge(Optional.empty(), true));
    assertEquals("legal hold of tenant held", reason(held, "audit_events", OLD));
    assertEquals(List.of("1|1"), runs());
    assertTrue(dropped(held).contains(AuditPartitionsFixture.name("audit_events", OLDEST)));
    assertTrue(dropped(held).contains(AuditPartitionsFixture.name("decision_events", OLD)));

    postgres.execute("update legal_holds set released_at = now()");
    Done released = done(past().purge(Optional.empty(), true));
    assertEquals(List.of(AuditPartitionsFixture.name("audit_events", OLD)), dropped(released));
    assertEquals(List.of("1|1", "2|2"), runs());
  }

  @Test
  void run_sideRecords_areHeldByWhatTheySay_orBecauseTheyCannotSay() {
    FakeAuditWriter writer = new FakeAuditWriter(postgres);
    long old = AuditPartitionsFixture.at(OLD, 1);
    writer.side(old, "{\"tenant_id\":\"held\",\"ts_ms\":" + old + "}");
    writer.side(
        AuditPartitionsFixture.at(OLDEST, 1), "{\"tenant_id\":\"other\",\"ts_ms\":" + old + "}");
    hold("held", "null", "null");
    Done done = done(past().purge(Optional.empty(), true));
    assertEquals("legal hold of tenant held", reason(done, "audit_side_records", OLD));
    assertTrue(dropped(done).contains(AuditPartitionsFixture.name("audit_side_records", OLDEST)));
    postgres.execute("update legal_holds set released_at = now()");

    postgres.execute(
        "select make_month_partition('audit_side_records', date '" + OLDEST.atDay(1) + "')");
    writer.side(AuditPartitionsFixture.at(OLDEST, 2), "no JSON");
    hold("anybody", "1", "2");
    Done unreadable = done(past().purge(Optional.empty(), true));
    assertEquals("legal hold of tenant anybody", reason(unreadable, "audit_side_records", OLDEST));
    assertEquals(
        List.of(AuditPartitionsFixture.name("audit_side_records", OLD)), dropped(unreadable));
  }

  @Test
  void run_linksThatAnotherTableStillHas_doNotGo() {
    FakeAuditWriter writer = new FakeAuditWriter(postgres);
    writer.event(AuditPartitionsFixture.at(OLD, 1), "a");
    writer.side(AuditPartitionsFixture.at(BORDER, 1), "unfit");
    writer.event(AuditPartitionsFixture.at(OLD, 3), "a");
    writer.event(AuditPartitionsFixture.at(OLD, 4), "a");
    writer.repeat(4, AuditPartitionsFixture.at(BORDER, 4));
    done(past().purge(Optional.empty(), true));
    assertEquals(List.of("1|1", "3|3"), runs());
    assertEquals(
        List.of("2|unfit", "4|repeated"),
        postgres.query("select writer_seq, cause from audit_side_records order by 1"));
  }

  @Test
  void run_repeatedRecordsThatGoLater_haveTheirBoundaryThen() {
    FakeAuditWriter writer = new FakeAuditWriter(postgres);
    writer.event(AuditPartitionsFixture.at(OLD, 1), "a");
    writer.event(AuditPartitionsFixture.at(OLD, 2), "a");
    writer.repeat(1, AuditPartitionsFixture.at(OLD, 4));
    done(past().purge(Optional.empty(), true));
    assertEquals(List.of("1|2"), runs());
    assertEquals(
        List.of("-|0"), postgres.query("select key_id, length(signature) from audit_boundaries"));
  }

  @Test
  void run_aLinkThatDoesNotFit_endsTheRun() {
    FakeAuditWriter writer = new FakeAuditWriter(postgres);
    for (int i = 0; i < 4; i++) {
      writer.event(AuditPartitionsFixture.at(OLD, i), "a");
    }
    postgres.execute(
        "alter table audit_events disable trigger refuse_change;"
            + " update audit_events set hash = sha256('x') where writer_seq = 2");
    done(past().purge(Optional.empty(), true));
    assertEquals(List.of("1|2", "3|4"), runs());
  }

  @Test
  void run_withoutAKey_isRefused() {
    List<String> old = past().old();
    assertInstanceOf(
        PurgeOutcome.Unsigned.class, past().purge(Optional.empty(), false).run(PurgeCaller.DAILY));
    assertEquals(old, past().old());
  }

  @Test
  void run_whileSomebodyReads_staysAndIsDoneLater() throws SQLException {
    // The other tables are dropped first, so that the purge waits for only one.
    postgres.execute(
        "do $$ declare old text; begin for old in select partition from audit_partitions"
            + " where parent <> 'audit_events' or to_ms < "
            + AuditPartitionsFixture.at(OLD, 1)
            + " loop execute 'drop table ' || old; end loop; end $$");
    try (Connection reader = postgres.connect()) {
      reader.setAutoCommit(false);
      Postgres.execute(reader, "select count(*) from audit_events");
      Done busy = done(past().purge(Optional.empty(), true));
      assertEquals(PurgeOutcome.IN_USE, reason(busy, "audit_events", OLD));
      assertTrue(busy.unfinished());
      reader.rollback();
    }
    Done free = done(past().purge(Optional.empty(), true));
    assertEquals(List.of(AuditPartitionsFixture.name("audit_events", OLD)), dropped(free));
  }

  @Test
  void run_aPartitionOfAnotherOwner_keepsNoOther() {
    postgres.execute(
        """
        create role purge_owner;
        grant create on schema public to purge_owner;
        grant select, references on all tables in schema public to purge_owner;
        do $$ declare one text; begin
          for one in select t from unnest(array['audit_events', 'decision_events',
              'audit_side_records', 'legal_holds', 'audit_boundaries', 'change_events',
              'audit_partitions']) t union select partition from audit_partitions loop
            execute format('alter table %I owner to purge_owner', one);
          end loop;
          for one in select oid::regprocedure from pg_proc where pronamespace = 'public'::regnamespace
              and (prosecdef or proname ~ 'audit_') and proname <> 'log_change' loop
            execute format('alter function %s owner to purge_owner', one);
          end loop;
        end $$;
        """
            + "alter table "
            + AuditPartitionsFixture.name("audit_events", OLD)
            + " owner to postgres");
    try {
      Done done = done(past().purge(Optional.empty(), true));
      assertEquals("it belongs to another role", reason(done, "audit_events", OLD));
      assertTrue(dropped(done).contains(AuditPartitionsFixture.name("audit_events", OLDEST)));
      assertTrue(dropped(done).contains(AuditPartitionsFixture.name("decision_events", OLD)));
    } finally {
      postgres.execute("drop owned by purge_owner cascade; drop role purge_owner");
    }
  }

  @Test
  void run_aPartitionThatCannotBeDropped_keepsNoOther() {
    String partition = AuditPartitionsFixture.name("audit_events", OLD);
    warnings.expect("Audit partition " + partition + " could not be purged (SQL state 2BP01)");
    postgres.execute("create view on_a_partition as select id from " + partition);
    Done done = done(past().purge(Optional.empty(), true));
    assertEquals("the database refused (2BP01)", reason(done, "audit_events", OLD));
    assertTrue(done.unfinished());
    assertEquals(List.of(), runs());
    assertTrue(dropped(done).contains(AuditPartitionsFixture.name("audit_events", OLDEST)));
    assertTrue(dropped(done).contains(AuditPartitionsFixture.name("decision_events", OLD)));
  }

  @Test
  void functions_otherBoundariesAndYoungCutoffs_areRefused() throws SQLException {
    FakeAuditWriter writer = new FakeAuditWriter(postgres);
    writer.event(AuditPartitionsFixture.at(OLD, 1), "a");
    String partition = AuditPartitionsFixture.name("audit_events", OLD);
    long cutoff = AuditPartitionsFixture.at(BORDER, 0);
    assertEquals(
        "22023",
        refusal("select purge_audit_partition('%s', %d, '{}', '{}')".formatted(partition, cutoff)));
    assertEquals(
        "22023",
        refusal("select begin_audit_purge('%s', %d)".formatted(partition, Long.MAX_VALUE)));
    assertEquals("55000", refusal("select begin_audit_purge('tenants', " + cutoff + ")"));
    assertEquals("55000", refusal("select begin_audit_purge('audit_events', " + cutoff + ")"));
    assertEquals("42501", refusal("select audit_partition_runs('" + partition + "')"));
    assertEquals("42501", refusal("drop table " + partition));
    assertEquals("42501", refusal("select count(*) from audit_events"));
    assertEquals("42501", refusal("insert into legal_holds (tenant) values ('a')"));
  }

  private String refusal(String sql) throws SQLException {
    try (Connection purger = postgres.connectAs("sluice_audit_purger")) {
      return assertThrows(SQLException.class, () -> Postgres.execute(purger, sql)).getSQLState();
    }
  }

  private AuditPartitionsFixture past() {
    return past.orElseThrow();
  }

  private Optional<ChainSigningKey> key(KeyPair pair) throws Exception {
    return Optional.of(ChainSigningKey.read(AuditPartitionsFixture.pem(pair, folder)));
  }

  private void hold(String tenant, String from, String to) {
    postgres.execute(
        "insert into legal_holds (tenant, reason, created_by, from_ms, to_ms) values ('%s', 'r', 'c', %s, %s)"
            .formatted(tenant, from, to));
  }

  private List<String> runs() {
    return postgres.query("select first_seq, last_seq from audit_boundaries order by 1");
  }

  private static Done done(AuditPurge purge) {
    return assertInstanceOf(Done.class, purge.run(PurgeCaller.DAILY));
  }

  private static List<String> dropped(Done done) {
    return done.dropped().stream().map(DroppedPartition::partition).toList();
  }

  private static String reason(Done done, String table, YearMonth month) {
    return done.kept().stream()
        .filter(kept -> kept.partition().equals(AuditPartitionsFixture.name(table, month)))
        .map(KeptPartition::reason)
        .findFirst()
        .orElse("not kept");
  }
}
