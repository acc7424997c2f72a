package dev.sluice.common.audit.postgres;

import static java.util.Objects.requireNonNullElse;

import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainHash;
import dev.sluice.common.audit.chain.ChainPublicKeys;
import dev.sluice.common.audit.chain.ChainSignature;
import dev.sluice.common.audit.chain.ChainVerifier;
import dev.sluice.common.audit.chain.PurgeBoundary;
import dev.sluice.common.audit.chain.StoredRecord;
import dev.sluice.common.audit.chain.StoredRecord.RecordPlace;
import dev.sluice.common.audit.chain.WriterChainReport;
import dev.sluice.common.audit.table.AuditColumn;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.audit.table.RecordColumnCheck;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A verifier of the chains of all writers in the audit tables. It reads row by row with the
 * privileges of a reader.
 */
public final class ChainTableVerifier {
  private static final long DAY = 86_400_000;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuuMM", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> CAUSES = List.of("repeated", "unfit", "no-partition");
  private static final Comparator<StoredRecord> ORDER =
      Comparator.<StoredRecord, UUID>comparing(
              record -> record.place().writer(), ChainVerifier.WRITERS)
          .thenComparingLong(record -> record.place().seq());

  /**
   * The result of the verification.
   *
   * @param unlinked the number of rows without a link
   */
  public record ChainTableReport(List<WriterChainReport> writers, long unlinked) {}

  private final Connection connection;

  /**
   * Creates a verifier over the caller's connection, which must be in a transaction with one
   * snapshot.
   */
  public ChainTableVerifier(Connection connection) {
    this.connection = connection;
  }

  /** Verifies all chains. */
  public ChainTableReport verify(ChainPublicKeys keys, List<ChainCheckpoint> elsewhere)
      throws SQLException {
    try (QueryRows<StoredRecord> audit = rows(AuditTable.AUDIT_EVENTS);
        QueryRows<StoredRecord> decisions = rows(AuditTable.DECISION_EVENTS);
        QueryRows<StoredRecord> side = side();
        QueryRows<ChainCheckpoint> checkpoints = checkpoints();
        QueryRows<PurgeBoundary> boundaries = boundaries()) {
      Iterator<ChainCheckpoint> signed =
          MergingIterator.of(
              List.of(checkpoints, elsewhere.stream().sorted(BY_PLACE).iterator()), BY_PLACE);
      List<WriterChainReport> writers =
          new ChainVerifier(keys)
              .verify(
                  MergingIterator.of(List.of(audit, decisions, side), ORDER), signed, boundaries);
      return new ChainTableReport(writers, unlinked());
    } catch (QueryRows.QueryFailedException e) {
      throw e.sqlException();
    }
  }

  private static final Comparator<ChainCheckpoint> BY_PLACE =
      Comparator.comparing(ChainCheckpoint::writer, ChainVerifier.WRITERS)
          .thenComparingLong(ChainCheckpoint::seq);

  private QueryRows<StoredRecord> rows(AuditTable table) throws SQLException {
    String columns =
        table.columns().stream().map(ChainTableVerifier::asText).collect(Collectors.joining(", "));
    return query(
        "select writer_id, writer_seq, prev_hash, hash, record, "
            + columns
            + " from "
            + table.name()
            + " where writer_id is not null order by writer_id, writer_seq",
        row -> {
          List<@Nullable String> values = new ArrayList<>();
          for (int i = 0; i < table.columns().size(); i++) {
            values.add(row.getString(6 + i));
          }
          byte[] record = bytes(row, 5);
          return stored(
              row,
              table.name(),
              String.valueOf(values.getFirst()),
              RecordColumnCheck.findDifference(table, record, values));
        });
  }

  private static String asText(AuditColumn column) {
    return switch (column.type()) {
      case TEXTS -> "to_jsonb(" + column.name() + ")::text";
      // The text form of inet would also show the mask of a single address.
      case INET -> column.name();
      case UUID, BIGINT, INT, BOOLEAN, TEXT, JSONB -> column.name() + "::text";
    };
  }

  private QueryRows<StoredRecord> side() throws SQLException {
    return query(
        """
        select writer_id, writer_seq, prev_hash, hash, record, target, cause, ts_ms
        from audit_side_records order by writer_id, writer_seq
        """,
        row -> {
          String target = String.valueOf(row.getString(6));
          String cause = String.valueOf(row.getString(7));
          Optional<String> problem =
              CAUSES.contains(cause) && row.getLong(8) % DAY == 0
                  ? RecordColumnCheck.findProblem(target, bytes(row, 5))
                  : Optional.of("cause or ts_ms is not a value that a writer sets");
          if (problem.isEmpty()
              && cause.equals("repeated")
              && originalIsMissing(target, bytes(row, 5))) {
            problem = Optional.of("the row that it repeats is missing");
          }
          return stored(row, "audit_side_records", target, problem);
        });
  }

  /**
   * Returns whether the row that a record repeats is missing although its partition exists. A row
   * may only be purged with the partition of its month.
   */
  private boolean originalIsMissing(String target, byte[] record) throws SQLException {
    Optional<RecordColumnCheck.Key> known = RecordColumnCheck.keyOf(record);
    if (known.isEmpty()) {
      return true;
    }
    RecordColumnCheck.Key key = known.get();
    String month = MONTH.format(Instant.ofEpochMilli(key.tsMs()));
    try (QueryRows<Boolean> missing =
        QueryRows.of(
            connection,
            "select to_regclass(?) is not null and not exists (select from "
                + target
                + " where id = ? and ts_ms = ?)",
            row -> row.getBoolean(1),
            target + "_" + month,
            key.id(),
            key.tsMs())) {
      return missing.next();
    }
  }

  private static StoredRecord stored(
      ResultSet row, String table, String id, Optional<String> difference) throws SQLException {
    RecordPlace place = new RecordPlace(table, id, row.getObject(1, UUID.class), row.getLong(2));
    return new StoredRecord(place, bytes(row, 3), bytes(row, 4), bytes(row, 5), difference);
  }

  private QueryRows<ChainCheckpoint> checkpoints() throws SQLException {
    return query(
        """
        select writer_id, writer_seq, hash, at_ms, key_id, signature
        from audit_checkpoints order by writer_id, writer_seq
        """,
        row ->
            new ChainCheckpoint(
                row.getObject(1, UUID.class),
                row.getLong(2),
                hash(row, 3),
                row.getLong(4),
                signature(row, 5)));
  }

  private QueryRows<PurgeBoundary> boundaries() throws SQLException {
    return query(
        """
        select writer_id, first_seq, last_seq, prev_hash, hash, partition, at_ms, key_id, signature
        from audit_boundaries order by writer_id, first_seq
        """,
        row ->
            new PurgeBoundary(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getLong(3),
                hash(row, 4),
                hash(row, 5),
                String.valueOf(row.getString(6)),
                row.getLong(7),
                signature(row, 8)));
  }

  private long unlinked() throws SQLException {
    try (QueryRows<Long> count =
        query("select count(*) from audit_events where writer_id is null", row -> row.getLong(1))) {
      return count.next();
    }
  }

  private <T> QueryRows<T> query(String sql, QueryRows.RowReader<T> reader) throws SQLException {
    return QueryRows.of(connection, sql, reader);
  }

  private static ChainSignature signature(ResultSet row, int at) throws SQLException {
    return new ChainSignature(String.valueOf(row.getString(at)), bytes(row, at + 1));
  }

  /**
   * Returns the hash, or for an invalid length one that fits no signature, because no writer made
   * it.
   */
  private static ChainHash hash(ResultSet row, int at) throws SQLException {
    byte[] bytes = bytes(row, at);
    return bytes.length == ChainHash.SIZE ? ChainHash.of(bytes) : ChainHash.NONE;
  }

  private static byte[] bytes(ResultSet row, int at) throws SQLException {
    return requireNonNullElse(row.getBytes(at), new byte[0]);
  }
}
