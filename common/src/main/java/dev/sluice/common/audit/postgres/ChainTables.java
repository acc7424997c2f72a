package dev.sluice.common.audit.postgres;

import static java.util.Objects.requireNonNullElse;

import dev.sluice.common.audit.AuditColumn;
import dev.sluice.common.audit.AuditTable;
import dev.sluice.common.audit.chain.Boundary;
import dev.sluice.common.audit.chain.ChainVerifier;
import dev.sluice.common.audit.chain.Checkpoint;
import dev.sluice.common.audit.chain.Hash;
import dev.sluice.common.audit.chain.PublicKeys;
import dev.sluice.common.audit.chain.RecordColumns;
import dev.sluice.common.audit.chain.Seal;
import dev.sluice.common.audit.chain.StoredRecord;
import dev.sluice.common.audit.chain.StoredRecord.Place;
import dev.sluice.common.audit.chain.WriterReport;
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

/** Reads the chains of all writers from the tables, as one who may read them, row by row. */
public final class ChainTables {
  private static final long DAY = 86_400_000;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuuMM", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> CAUSES = List.of("repeated", "unfit", "no-partition");
  private static final Comparator<StoredRecord> ORDER =
      Comparator.<StoredRecord, UUID>comparing(
              record -> record.place().writer(), ChainVerifier.WRITERS)
          .thenComparingLong(record -> record.place().seq());

  /**
   * What was found.
   *
   * @param unlinked rows from before there were links, or without theirs
   */
  public record Verdict(List<WriterReport> writers, long unlinked) {}

  private final Connection connection;

  /** The connection is the caller's, in a transaction of its own that sees one moment. */
  public ChainTables(Connection connection) {
    this.connection = connection;
  }

  /** Follows every chain. */
  public Verdict verify(PublicKeys keys, List<Checkpoint> elsewhere) throws SQLException {
    try (Rows<StoredRecord> audit = rows(AuditTable.AUDIT_EVENTS);
        Rows<StoredRecord> decisions = rows(AuditTable.DECISION_EVENTS);
        Rows<StoredRecord> side = side();
        Rows<Checkpoint> checkpoints = checkpoints();
        Rows<Boundary> boundaries = boundaries()) {
      Iterator<Checkpoint> signed =
          Merged.of(List.of(checkpoints, elsewhere.stream().sorted(BY_PLACE).iterator()), BY_PLACE);
      List<WriterReport> writers =
          new ChainVerifier(keys)
              .verify(Merged.of(List.of(audit, decisions, side), ORDER), signed, boundaries);
      return new Verdict(writers, unlinked());
    } catch (Rows.Failure e) {
      throw e.sqlException();
    }
  }

  private static final Comparator<Checkpoint> BY_PLACE =
      Comparator.comparing(Checkpoint::writer, ChainVerifier.WRITERS)
          .thenComparingLong(Checkpoint::seq);

  private Rows<StoredRecord> rows(AuditTable table) throws SQLException {
    String columns =
        table.columns().stream().map(ChainTables::asText).collect(Collectors.joining(", "));
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
              RecordColumns.difference(table, record, values));
        });
  }

  private static String asText(AuditColumn column) {
    return switch (column.type()) {
      case TEXTS -> "to_jsonb(" + column.name() + ")::text";
      // As text it would show the mask of a single address, too.
      case INET -> column.name();
      case UUID, BIGINT, INT, BOOLEAN, TEXT, JSONB -> column.name() + "::text";
    };
  }

  private Rows<StoredRecord> side() throws SQLException {
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
                  ? RecordColumns.unfit(target, bytes(row, 5))
                  : Optional.of("cause or ts_ms is none that a writer gives");
          if (problem.isEmpty()
              && cause.equals("repeated")
              && repeatedGone(target, bytes(row, 5))) {
            problem = Optional.of("the row that it repeats is gone");
          }
          return stored(row, "audit_side_records", target, problem);
        });
  }

  /** A row may have gone with its month, but not out of a month that is there. */
  private boolean repeatedGone(String target, byte[] record) throws SQLException {
    Optional<RecordColumns.Key> known = RecordColumns.key(record);
    if (known.isEmpty()) {
      return true;
    }
    RecordColumns.Key key = known.get();
    String month = MONTH.format(Instant.ofEpochMilli(key.tsMs()));
    try (Rows<Boolean> gone =
        Rows.of(
            connection,
            "select to_regclass(?) is not null and not exists (select from "
                + target
                + " where id = ? and ts_ms = ?)",
            row -> row.getBoolean(1),
            target + "_" + month,
            key.id(),
            key.tsMs())) {
      return gone.next();
    }
  }

  private static StoredRecord stored(
      ResultSet row, String table, String id, Optional<String> difference) throws SQLException {
    Place place = new Place(table, id, row.getObject(1, UUID.class), row.getLong(2));
    return new StoredRecord(place, bytes(row, 3), bytes(row, 4), bytes(row, 5), difference);
  }

  private Rows<Checkpoint> checkpoints() throws SQLException {
    return query(
        """
        select writer_id, writer_seq, hash, at_ms, key_id, signature
        from audit_checkpoints order by writer_id, writer_seq
        """,
        row ->
            new Checkpoint(
                row.getObject(1, UUID.class),
                row.getLong(2),
                hash(row, 3),
                row.getLong(4),
                seal(row, 5)));
  }

  private Rows<Boundary> boundaries() throws SQLException {
    return query(
        """
        select writer_id, first_seq, last_seq, prev_hash, hash, partition, at_ms, key_id, signature
        from audit_boundaries order by writer_id, first_seq
        """,
        row ->
            new Boundary(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getLong(3),
                hash(row, 4),
                hash(row, 5),
                String.valueOf(row.getString(6)),
                row.getLong(7),
                seal(row, 8)));
  }

  private long unlinked() throws SQLException {
    try (Rows<Long> count =
        query("select count(*) from audit_events where writer_id is null", row -> row.getLong(1))) {
      return count.next();
    }
  }

  private <T> Rows<T> query(String sql, Rows.Reader<T> reader) throws SQLException {
    return Rows.of(connection, sql, reader);
  }

  private static Seal seal(ResultSet row, int at) throws SQLException {
    return new Seal(String.valueOf(row.getString(at)), bytes(row, at + 1));
  }

  /** A hash of another length was not made by a writer: no signature fits it. */
  private static Hash hash(ResultSet row, int at) throws SQLException {
    byte[] bytes = bytes(row, at);
    return bytes.length == Hash.SIZE ? Hash.of(bytes) : Hash.NONE;
  }

  private static byte[] bytes(ResultSet row, int at) throws SQLException {
    return requireNonNullElse(row.getBytes(at), new byte[0]);
  }
}
