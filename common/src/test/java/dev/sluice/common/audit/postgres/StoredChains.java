package dev.sluice.common.audit.postgres;

import dev.sluice.common.audit.TestChain;
import dev.sluice.common.audit.TestRecords;
import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainSigningKey;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.PurgeBoundary;
import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.common.audit.record.AuditRecord.InspectionSummary;
import dev.sluice.common.audit.record.AuditRecordId;
import dev.sluice.common.audit.spool.SpoolRecord;
import dev.sluice.common.audit.table.AuditTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The chains of several writers as sinks store them: with repeated, rejected, purged and signed
 * records.
 */
final class StoredChains {
  static final int EXCHANGES = 60;
  static final int DECISIONS = 30;
  static final int PURGED = 10;
  private static final int CHECKPOINT_EVERY = 13;

  private final AuditDatabase database;
  private final Path directory;
  private final ChainSigningKey key;
  private final Instant start = Instant.now();

  StoredChains(AuditDatabase database, Path directory, ChainSigningKey key) {
    this.database = database;
    this.directory = directory;
    this.key = key;
  }

  void store() throws Exception {
    for (int writer = 0; writer < 2; writer++) {
      exchanges("w" + writer + "-");
    }
    decisions();
  }

  private void exchanges(String name) throws Exception {
    TestChain chain = new TestChain();
    List<ChainedRecord> records = new ArrayList<>();
    for (int i = 0; i < EXCHANGES; i++) {
      records.add(chain.link(exchange(name, i)));
    }
    try (PostgresSink sink = sink(AuditTable.AUDIT_EVENTS)) {
      sink.write(records.subList(0, 40));
      // As after a kill between the commit and the acknowledgement.
      sink.write(records.subList(30, EXCHANGES));
      sign(sink, records);
    }
  }

  private AuditRecord exchange(String name, int i) {
    if (i % 20 == 15) {
      return TestRecords.poisonous(name + i, start);
    }
    AuditRecord base =
        i % 3 == 0
            ? TestRecords.streamed(name + i, start)
            // A repeated record of the same exchange.
            : TestRecords.of(name + (i % 20 == 17 ? i - 1 : i), start.plusMillis(i % 5));
    return i % 4 == 0
        ? new AuditRecord(
            AuditRecordId.of(name + i, start),
            base.tsMs(),
            base.correlationId(),
            new AuditRecord.Requester(
                "t" + i, "p", "w", "u" + i, "agent", "src", "type", "2001:db8::" + i, "한"),
            base.request(),
            new AuditRecord.ResponseSummary(
                403, i, "DLP_BLOCKED", "reason", "p-1", base.response().streamed()),
            new InspectionSummary("block", "rule", i, 2 * i, "d".repeat(64), "c".repeat(64)),
            Map.of("score", 0.25 + i, "deep", Map.of("list", List.of(1, "two", true))))
        : base;
  }

  private void decisions() throws Exception {
    TestChain chain = new TestChain();
    List<ChainedRecord> records = new ArrayList<>();
    for (int i = 0; i < DECISIONS; i++) {
      records.add(
          chain.link(
              SpoolRecord.of(TestRecords.decision("decision-" + i, start.plusMillis(i)).json())));
    }
    try (PostgresSink sink = sink(AuditTable.DECISION_EVENTS)) {
      sink.write(records);
      sign(sink, records);
    }
    purge(records.subList(0, PURGED));
  }

  private PostgresSink sink(AuditTable table) {
    return new PostgresSink(database.writer(), table, directory.resolve("dead-letters.jsonl"));
  }

  private void sign(PostgresSink sink, List<ChainedRecord> records) throws Exception {
    for (int i = 0; i < records.size(); i++) {
      if (i % CHECKPOINT_EVERY == CHECKPOINT_EVERY - 1 || i == records.size() - 1) {
        sink.writeCheckpoint(
            ChainCheckpoint.sign(key, records.get(i).link().orElseThrow(), 1_000L + i));
      }
    }
  }

  private void purge(List<ChainedRecord> records) throws SQLException {
    ChainLink first = records.getFirst().link().orElseThrow();
    ChainLink last = records.getLast().link().orElseThrow();
    PurgeBoundary gone =
        PurgeBoundary.unsigned(
                first.writer(),
                first.seq(),
                last.seq(),
                first.previous(),
                last.hash(),
                "decision_events_200001",
                2_000)
            .signed(key);
    try (Connection owner = database.owner();
        PreparedStatement insert =
            owner.prepareStatement(
                "insert into audit_boundaries values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, gone.writer());
      insert.setLong(2, gone.firstSeq());
      insert.setLong(3, gone.lastSeq());
      insert.setBytes(4, gone.previous().bytes());
      insert.setBytes(5, gone.hash().bytes());
      insert.setString(6, gone.partition());
      insert.setLong(7, gone.atMs());
      insert.setString(8, gone.signature().keyId());
      insert.setBytes(9, gone.signature().signature());
      insert.executeUpdate();
    }
    database.owner(
        "set session_replication_role = replica; delete from decision_events where writer_seq <= "
            + PURGED);
  }
}
