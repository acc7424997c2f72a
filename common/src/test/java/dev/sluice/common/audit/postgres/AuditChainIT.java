package dev.sluice.common.audit.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.TestChain;
import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainHash;
import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainPublicKeys;
import dev.sluice.common.audit.chain.TestKey;
import dev.sluice.common.audit.chain.WriterChainReport;
import dev.sluice.common.audit.postgres.OwnerSession.Row;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.testkit.Sweep;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test that the chain detects changes by the owner of the tables, who can bypass all triggers and
 * checks.
 */
class AuditChainIT {
  private static final int FLIPS = Sweep.of(60, 1_050);
  private static final int OTHERS = Sweep.of(5, 40);
  private static final List<String> TABLES =
      List.of(
          "audit_events",
          "decision_events",
          "audit_side_records",
          "audit_checkpoints",
          "audit_boundaries");

  @TempDir static Path folder;
  private static AuditDatabase database;
  private static ChainPublicKeys keys;
  private static OwnerSession owner;

  private final Random random = new Random(11);
  private final Map<String, Integer> found = new TreeMap<>();

  @BeforeAll
  static void store() throws Exception {
    database = new AuditDatabase(folder.resolve("server"));
    TestKey key = TestKey.make();
    keys = key.trusted(folder);
    new StoredChains(database, folder, key.signing()).store();
    database.owner(
        """
        do $$ declare c record; begin
          for c in select conrelid::regclass as t, conname from pg_constraint
              where contype = 'c' and coninhcount = 0 and conrelid::regclass::text ~ '^(audit|decision)_'
          loop execute format('alter table %s drop constraint %I', c.t, c.conname); end loop;
        end $$
        """);
    owner = new OwnerSession(database.owner());
  }

  @AfterAll
  static void stop() throws Exception {
    owner.close();
    database.close();
  }

  @AfterEach
  void undo() throws SQLException {
    owner.rollback();
  }

  @Test
  void verify_unchangedTables_findsNoDefect() throws Exception {
    List<WriterChainReport> reports = verify();
    assertEquals(3, reports.size());
    reports.forEach(report -> assertTrue(report.defect().isEmpty(), report::toString));
    assertEquals(
        List.of(StoredChains.DECISIONS, StoredChains.EXCHANGES, StoredChains.EXCHANGES),
        reports.stream().map(report -> (int) report.lastSeq()).sorted().toList());
    owner.rollback();
  }

  @Test
  void read_auditorRole_isAllowed() throws Exception {
    List<List<?>> read = new ArrayList<>();
    try (Connection auditor = PostgresConnection.openReadOnly(database.target("sluice_api"))) {
      ChainTableVerifier.ChainTableReport verdict =
          new ChainTableVerifier(auditor).verify(keys, List.of());
      assertTrue(verdict.writers().stream().allMatch(report -> report.defect().isEmpty()));
      AuditExport.ExportFilter filter =
          new AuditExport.ExportFilter(
              Optional.of(Instant.EPOCH),
              Optional.of(Instant.now().plusSeconds(60)),
              Optional.of("sample"),
              Optional.of("user"),
              OptionalInt.of(200),
              Optional.empty(),
              OptionalLong.of(7));
      new AuditExport(AuditTable.AUDIT_EVENTS).read(auditor, filter, true, read::add);
      assertEquals(7, read.size());
      assertTrue(read.getFirst().toString().contains("\"status_code\":200"), read::toString);
      read.clear();
      AuditExport decisions = new AuditExport(AuditTable.DECISION_EVENTS);
      decisions.read(auditor, refusals(), false, read::add);
      assertEquals(StoredChains.DECISIONS - StoredChains.PURGED, read.size());
      assertEquals(decisions.columns().size(), read.getFirst().size());
    }
  }

  private static AuditExport.ExportFilter refusals() {
    Optional<Instant> ever = Optional.empty();
    Optional<String> anyone = Optional.empty();
    return new AuditExport.ExportFilter(
        ever,
        ever,
        anyone,
        anyone,
        OptionalInt.empty(),
        Optional.of("ROLE_TOO_LOW"),
        OptionalLong.empty());
  }

  @Test
  void verify_tamperedTables_findsDefect() throws Exception {
    for (int done = 0; done < FLIPS; ) {
      done += flip() ? 1 : 0;
    }
    for (int i = 0; i < OTHERS; i++) {
      deletion();
      swap();
      insertion();
      truncation();
    }
    System.out.println("found and placed: " + found);
    assertEquals(FLIPS + 4 * OTHERS, found.values().stream().mapToInt(count -> count).sum());
  }

  /** Flips a bit; returns false if the bit does not exist or the changed row is not possible. */
  private boolean flip() throws Exception {
    String table = TABLES.get(Math.min(random.nextInt(8), 7) % TABLES.size());
    Row row = pick(owner.rows(table));
    List<String[]> columns = owner.columns(table);
    String[] column = columns.get(random.nextInt(columns.size()));
    String value = owner.read("select " + column[0] + " from " + table + row.where());
    if (value == null || value.isEmpty()) {
      owner.rollback();
      return false;
    }
    String changed = BitFlip.of(column[1], value, random);
    try (PreparedStatement update =
        owner.tampering(
            "update "
                + table
                + " set "
                + column[0]
                + " = ?::"
                + column[1].replace("ARRAY", "text[]")
                + row.where())) {
      update.setString(1, changed);
      assertEquals(1, update.executeUpdate());
    } catch (SQLException e) {
      // The character, the partition or the key is not valid.
      owner.rollback();
      return false;
    }
    placed(
        "flip in " + table,
        row,
        column[0] + ": " + value + " -> " + changed,
        places(row, column[0], changed));
    return true;
  }

  /** Returns the places where a moved row is reported as missing or extra. */
  private Set<Long> places(Row row, String column, String changed) {
    return switch (column) {
      case "writer_seq", "first_seq" ->
          Set.copyOf(
              List.of(
                  row.seq(),
                  Long.parseLong(changed),
                  StoredChains.EXCHANGES + 1L,
                  StoredChains.DECISIONS + 1L));
      default -> Set.of(row.seq());
    };
  }

  private void deletion() throws Exception {
    Row row = pick(records());
    owner.run("delete from " + row.table() + row.where());
    placed("deletion", row, "", Set.of(row.seq()));
  }

  private void swap() throws Exception {
    Row a = pick(records());
    Row b =
        pick(
            records().stream()
                .filter(r ->
                    r.table().equals(a.table())
                        && r.writer().equals(a.writer())
                        && r.seq() != a.seq())
                .toList());
    owner.run(
        "update "
            + a.table()
            + " set writer_seq = "
            + (a.seq() + b.seq())
            + " - writer_seq where writer_id = '"
            + a.writer()
            + "' and writer_seq in ("
            + a.seq()
            + ", "
            + b.seq()
            + ")");
    placed("swap", a, "with " + b, Set.of(Math.min(a.seq(), b.seq())));
  }

  /**
   * Inserts a record with a correct hash; in every second case all following records are linked
   * anew.
   */
  private void insertion() throws Exception {
    List<Row> rows =
        records().stream()
            .filter(
                row -> row.table().equals("decision_events") && row.seq() < StoredChains.DECISIONS)
            .toList();
    Row row = pick(rows);
    boolean anew = random.nextBoolean();
    List<Object[]> tail = new ArrayList<>();
    ChainHash before = ChainHash.NONE;
    byte[] forged = new byte[0];
    try (Statement statement = owner.connection().createStatement();
        ResultSet read =
            statement.executeQuery(
                "select writer_seq, hash, record from decision_events where writer_id = '"
                    + row.writer()
                    + "' and writer_seq >= "
                    + row.seq()
                    + " order by writer_seq")) {
      read.next();
      before = ChainHash.of(read.getBytes(2));
      forged = read.getBytes(3);
      while (read.next()) {
        tail.add(new Object[] {read.getLong(1), read.getBytes(3)});
      }
    }
    String text = new String(forged, UTF_8);
    UUID id = UUID.randomUUID();
    byte[] record = text.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + id + "\"").getBytes(UTF_8);
    ChainLink at =
        TestChain.after(new ChainLink(row.writer(), row.seq(), ChainHash.NONE, before), record);
    if (anew) {
      relink(row.writer(), at, tail);
    }
    owner.run(
        "create temporary table forged on commit drop as select * from decision_events"
            + row.where());
    try (PreparedStatement insert =
        owner.tampering(
            "update forged set id = ?, writer_seq = ?, prev_hash = ?, hash = ?, record = ?")) {
      insert.setObject(1, id);
      insert.setLong(2, at.seq());
      insert.setBytes(3, at.previous().bytes());
      insert.setBytes(4, at.hash().bytes());
      insert.setBytes(5, record);
      insert.executeUpdate();
    }
    owner.run("insert into decision_events select * from forged");
    long signed =
        Long.parseLong(
            String.valueOf(
                owner.read(
                    "select min(writer_seq) from audit_checkpoints where writer_id = '"
                        + row.writer()
                        + "' and writer_seq > "
                        + row.seq())));
    placed(
        anew ? "insertion, linked anew" : "insertion", row, "", Set.of(anew ? signed : at.seq()));
  }

  private void relink(UUID writer, ChainLink before, List<Object[]> tail) throws SQLException {
    ChainLink last = before;
    List<ChainLink> links = new ArrayList<>();
    for (Object[] record : tail) {
      last = TestChain.after(last, (byte[]) record[1]);
      links.add(last);
    }
    for (int i = links.size() - 1; i >= 0; i--) {
      try (PreparedStatement update =
          owner.tampering(
              "update decision_events set writer_seq = ?, prev_hash = ?, hash = ? where writer_id = ? and writer_seq = ?")) {
        update.setLong(1, links.get(i).seq());
        update.setBytes(2, links.get(i).previous().bytes());
        update.setBytes(3, links.get(i).hash().bytes());
        update.setObject(4, writer);
        update.setLong(5, (Long) tail.get(i)[0]);
        update.executeUpdate();
      }
    }
  }

  private void truncation() throws Exception {
    Row row = pick(records());
    for (String table : TABLES.subList(0, 3)) {
      owner.run("delete from " + table + row.where().replace("writer_seq =", "writer_seq >="));
    }
    placed("truncation", row, "", Set.of(row.seq()));
  }

  private void placed(String kind, Row row, String what, Set<Long> places) throws SQLException {
    List<WriterChainReport> reports = verify();
    owner.rollback();
    boolean moved = what.startsWith("writer_id");
    boolean there =
        reports.stream()
            .anyMatch(report ->
                report.defect().isPresent()
                    && ((moved && what.endsWith(report.writer().toString()))
                        || (report.writer().equals(row.writer())
                            && places.contains(report.defect().get().seq()))));
    assertTrue(there, kind + " at " + row + " " + what + ": " + reports);
    found.merge(kind, 1, Integer::sum);
  }

  private static List<WriterChainReport> verify() throws SQLException {
    return new ChainTableVerifier(owner.connection())
        .verify(keys, List.<ChainCheckpoint>of())
        .writers();
  }

  /** Returns the rows that are not copies of others. */
  private static List<Row> records() throws SQLException {
    List<Row> records = new ArrayList<>(owner.rows("audit_events"));
    records.addAll(owner.rows("decision_events"));
    return records;
  }

  private Row pick(List<Row> rows) {
    return rows.get(random.nextInt(rows.size()));
  }
}
