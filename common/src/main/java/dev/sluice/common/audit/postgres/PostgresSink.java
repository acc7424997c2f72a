package dev.sluice.common.audit.postgres;

import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.sink.AuditSink;
import dev.sluice.common.audit.sink.DeadLetterFile;
import dev.sluice.common.audit.table.AuditTable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sink that inserts batches into one table, each with one statement. It finds a row that the
 * database rejects by halving the batch, writes it to a dead-letter file and counts it. The link of
 * that row is stored beside the table.
 */
public final class PostgresSink implements AuditSink {
  private static final Logger log = LoggerFactory.getLogger(PostgresSink.class);

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration NEAR = Duration.ofDays(62);

  private final WriterConnection connection;
  private final DeadLetterFile deadLetters;
  private final Clock clock = Clock.systemUTC();
  private final String insert;
  private final String setAside;

  /**
   * Creates a sink, which connects at its first batch. {@code deadLetters} is the file of rejected
   * rows.
   */
  public PostgresSink(DatabaseTarget target, AuditTable table, Path deadLetters) {
    this.connection = new WriterConnection(target);
    this.deadLetters = new DeadLetterFile(deadLetters, clock);
    this.insert = AuditSql.insert(table);
    this.setAside = AuditSql.setAside(table);
  }

  @Override
  public String name() {
    return "postgresql as " + connection.user();
  }

  @Override
  public WriteResult write(List<ChainedRecord> batch) throws SinkUnavailableException {
    try {
      int added = insert(batch);
      return new WriteResult(added, batch.size() - added, 0);
    } catch (SQLException e) {
      return switch (SqlFailure.of(e)) {
        case SqlFailure.Unavailable(String reason) -> throw connection.unavailable(reason);
        case SqlFailure.BadRow bad when batch.size() == 1 ->
            deadLetter(batch.getFirst(), bad, "unfit");
        case SqlFailure.NoPartition _ when batch.size() == 1 -> handleNoPartition(batch.getFirst());
        case SqlFailure.BadRow _, SqlFailure.NoPartition _ -> writeHalves(batch);
      };
    }
  }

  private WriteResult writeHalves(List<ChainedRecord> batch) throws SinkUnavailableException {
    int middle = batch.size() / 2;
    WriteResult first = write(batch.subList(0, middle));
    WriteResult second = write(batch.subList(middle, batch.size()));
    return new WriteResult(
        first.inserted() + second.inserted(),
        first.duplicates() + second.duplicates(),
        first.deadLettered() + second.deadLettered());
  }

  /**
   * Handles a record without a partition. The partition of a near month will be created, but none
   * of a month that is over, and none of one that only a wrong clock shows.
   */
  private WriteResult handleNoPartition(ChainedRecord record) throws SinkUnavailableException {
    long distance = clock.millis() - JSON.readTree(record.bytes()).path("ts_ms").asLong();
    if (Math.abs(distance) < NEAR.toMillis()) {
      throw new SinkUnavailableException(SqlFailure.NoPartition.LABEL);
    }
    SqlFailure.BadRow bad = new SqlFailure.BadRow("23514", SqlFailure.NoPartition.LABEL);
    return deadLetter(record, bad, "no-partition");
  }

  private WriteResult deadLetter(ChainedRecord record, SqlFailure.BadRow bad, String cause)
      throws SinkUnavailableException {
    log.warn("An audit row was rejected: SQL state {} {}", bad.sqlState(), bad.where());
    Optional<ChainLink> link = record.link();
    if (link.isPresent()) {
      setAside(link.get(), record.bytes(), cause);
    }
    try {
      deadLetters.append(record.bytes(), Map.of("sql_state", bad.sqlState(), "where", bad.where()));
    } catch (IOException e) {
      throw new SinkUnavailableException("dead_letters_unwritable");
    }
    return new WriteResult(0, 0, 1);
  }

  private int insert(List<ChainedRecord> batch) throws SQLException {
    PreparedStatement statement = connection.prepared(insert);
    Connection session = statement.getConnection();
    Object[] writers = links(batch, ChainLink::writer, Object[]::new);
    Object[] numbers = links(batch, ChainLink::seq, Object[]::new);
    byte[][] before = links(batch, link -> link.previous().bytes(), byte[][]::new);
    byte[][] hashes = links(batch, link -> link.hash().bytes(), byte[][]::new);
    byte[][] records = batch.stream().map(ChainedRecord::bytes).toArray(byte[][]::new);
    statement.setArray(1, session.createArrayOf("uuid", writers));
    statement.setArray(2, session.createArrayOf("int8", numbers));
    statement.setArray(3, session.createArrayOf("bytea", before));
    statement.setArray(4, session.createArrayOf("bytea", hashes));
    statement.setArray(5, session.createArrayOf("bytea", records));
    try (ResultSet added = statement.executeQuery()) {
      return added.next() ? added.getInt(1) : 0;
    }
  }

  /** Returns one part of each link, null for records without a link. */
  private static <T> T[] links(
      List<ChainedRecord> batch, Function<ChainLink, T> part, IntFunction<T[]> array) {
    return batch.stream().map(record -> record.link().map(part).orElse(null)).toArray(array);
  }

  private void setAside(ChainLink link, byte[] record, String cause)
      throws SinkUnavailableException {
    try {
      PreparedStatement statement = connection.prepared(setAside);
      statement.setObject(1, link.writer());
      statement.setLong(2, link.seq());
      statement.setString(3, cause);
      statement.setBytes(4, link.previous().bytes());
      statement.setBytes(5, link.hash().bytes());
      statement.setBytes(6, record);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw connection.unavailable(SqlFailure.label(e));
    }
  }

  @Override
  public void writeCheckpoint(ChainCheckpoint checkpoint) throws SinkUnavailableException {
    try {
      PreparedStatement statement = connection.prepared(AuditSql.CHECKPOINT);
      statement.setObject(1, checkpoint.writer());
      statement.setLong(2, checkpoint.seq());
      statement.setBytes(3, checkpoint.hash().bytes());
      statement.setLong(4, checkpoint.atMs());
      statement.setString(5, checkpoint.signature().keyId());
      statement.setBytes(6, checkpoint.signature().signature());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw connection.unavailable(SqlFailure.label(e));
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
