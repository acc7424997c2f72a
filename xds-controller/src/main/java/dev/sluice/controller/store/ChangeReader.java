package dev.sluice.controller.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the change log. Transactions end in another order than they begin in, so a number that is
 * passed may still get company: the reader keeps the oldest transaction that was running, reads
 * from there each time, and remembers what it has already seen. So nothing is lost, and a
 * transaction that stays open delays no other.
 */
final class ChangeReader {
  private static final int MOST_ROWS = 5_000;
  private static final Duration LONGEST_ABSENCE = Duration.ofHours(12);
  private static final String HORIZON = "select pg_snapshot_xmin(pg_current_snapshot())::text";
  private static final String SINCE =
      "select seq, xid::text, table_name, pk from change_log where xid >= ?::xid8 order by seq limit "
          + (MOST_ROWS + 1);

  private ChangeReader() {}

  /**
   * Up to where the log has been read.
   *
   * @param horizon the oldest transaction that was still running
   * @param seen numbers of the lines of later transactions that were read all the same
   */
  record Position(long horizon, Set<Long> seen, Instant at) {
    Position {
      seen = Set.copyOf(seen);
    }
  }

  /** What is new, if anything, and where to go on once it has been dealt with. */
  record Reading(Optional<ChangeBatch> batch, Position next) {}

  /** Reads on, in a transaction of its own. */
  static Reading read(Connection connection, @Nullable Position from, Instant now)
      throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      long horizon = horizon(connection);
      Reading reading = read(connection, from, horizon, now);
      connection.commit();
      return reading;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static Reading read(
      Connection connection, @Nullable Position from, long horizon, Instant now)
      throws SQLException {
    if (from == null) {
      return everything("this is the start", horizon, now);
    }
    if (horizon < from.horizon()) {
      return everything("the database has another history", horizon, now);
    }
    if (now.isAfter(from.at().plus(LONGEST_ABSENCE))) {
      return everything("changes may have been removed unread", horizon, now);
    }
    List<Line> lines = lines(connection, from);
    if (lines.size() > MOST_ROWS) {
      return everything("very much has changed", horizon, now);
    }
    List<ChangeBatch.Row> rows =
        lines.stream()
            .filter(line -> !from.seen().contains(line.seq))
            .map(Line::row)
            .distinct()
            .toList();
    Set<Long> ahead =
        lines.stream()
            .filter(line -> line.xid >= horizon)
            .map(Line::seq)
            .collect(Collectors.toUnmodifiableSet());
    return new Reading(
        rows.isEmpty() ? Optional.empty() : Optional.of(new ChangeBatch.Rows(rows)),
        new Position(horizon, ahead, now));
  }

  private static Reading everything(String why, long horizon, Instant now) {
    return new Reading(
        Optional.of(new ChangeBatch.Everything(why)), new Position(horizon, Set.of(), now));
  }

  private static long horizon(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(HORIZON)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static List<Line> lines(Connection connection, Position from) throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SINCE)) {
      statement.setString(1, String.valueOf(from.horizon()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          ChangeBatch.Row row = new ChangeBatch.Row(result.getString(3), result.getString(4));
          lines.add(new Line(result.getLong(1), result.getLong(2), row));
        }
      }
    }
    return lines;
  }

  private record Line(long seq, long xid, ChangeBatch.Row row) {}
}
