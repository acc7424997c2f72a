package dev.sluice.controller.store.changefeed;

import dev.sluice.controller.store.entity.ChangeBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the change log. Transactions commit in another order than they begin, so a row with a
 * lower number may appear later. The reader stores the snapshot of its last transaction, and reads
 * the rows that this snapshot did not contain. No row is lost or delivered twice, and an open
 * transaction delays no other. Rows with a transaction that has not begun yet were restored from
 * another server, and are not read.
 */
final class ChangeLogReader {
  private static final int MOST_ROWS = 5_000;
  private static final Duration LONGEST_ABSENCE = Duration.ofHours(12);

  /** A query in one statement, so that its rows and the snapshot it returns are of one moment. */
  private static final String UNSEEN =
      """
      select now, pg_snapshot_xmin(now)::text, changed.table_name, changed.pk
      from pg_current_snapshot() now left join lateral (
        select seq, table_name, pk from change_log, cast(? as pg_snapshot) last
        where xid >= pg_snapshot_xmin(last) and not pg_visible_in_snapshot(xid, last)
          and xid < pg_snapshot_xmax(now)
        order by seq limit %d) changed on true
      order by changed.seq
      """
          .formatted(MOST_ROWS + 1);

  private ChangeLogReader() {}

  /**
   * A position up to which the log has been read.
   *
   * @param snapshot the transactions that the reader saw, as PostgreSQL's own text
   * @param horizon the oldest transaction that was still running
   */
  record LogPosition(String snapshot, long horizon, Instant at) {}

  /** A batch of new changes, if any, and the position after it. */
  record LogReading(Optional<ChangeBatch> batch, LogPosition next) {}

  /** Reads the changes after a position. */
  static LogReading read(Connection connection, @Nullable LogPosition from, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UNSEEN)) {
      statement.setString(1, from == null ? null : from.snapshot());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        LogPosition next = new LogPosition(result.getString(1), result.getLong(2), now);
        List<ChangeBatch.ChangedRow> rows = new ArrayList<>();
        // A single row without a table means that nothing changed.
        while (result.getString(3) != null) {
          rows.add(new ChangeBatch.ChangedRow(result.getString(3), result.getString(4)));
          if (!result.next()) {
            break;
          }
        }
        return new LogReading(batch(rows, from, next), next);
      }
    }
  }

  private static Optional<ChangeBatch> batch(
      List<ChangeBatch.ChangedRow> rows, @Nullable LogPosition from, LogPosition next) {
    if (from == null) {
      return everything("this is the start");
    }
    if (next.horizon() < from.horizon()) {
      return everything("the database has another history");
    }
    if (next.at().isAfter(from.at().plus(LONGEST_ABSENCE))) {
      return everything("changes may have been removed unread");
    }
    if (rows.size() > MOST_ROWS) {
      return everything("very much has changed");
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new ChangeBatch.ChangedRows(rows.stream().distinct().toList()));
  }

  private static Optional<ChangeBatch> everything(String why) {
    return Optional.of(new ChangeBatch.FullReload(why));
  }
}
