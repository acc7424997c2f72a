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
 * Reads the change log. Transactions end in another order than they begin in, so a number that is
 * passed may still get company: the reader keeps what its last transaction saw, and takes what that
 * one could not see. So nothing is lost or told twice, and a transaction that stays open delays no
 * other.
 */
final class ChangeLogReader {
  private static final int MOST_ROWS = 5_000;
  private static final Duration LONGEST_ABSENCE = Duration.ofHours(12);

  /** One statement, so that what it sees and the snapshot it tells are of one moment. */
  private static final String UNSEEN =
      """
      select now, pg_snapshot_xmin(now)::text, changed.table_name, changed.pk
      from pg_current_snapshot() now left join lateral (
        select seq, table_name, pk from change_log, cast(? as pg_snapshot) last
        where xid >= pg_snapshot_xmin(last) and not pg_visible_in_snapshot(xid, last)
        order by seq limit %d) changed on true
      order by changed.seq
      """
          .formatted(MOST_ROWS + 1);

  private ChangeLogReader() {}

  /**
   * Up to where the log has been read.
   *
   * @param snapshot the transactions that the reader saw, in PostgreSQL's own words
   * @param horizon the oldest one that was still running
   */
  record LogPosition(String snapshot, long horizon, Instant at) {}

  /** What is new, if anything, and where to go on once it has been dealt with. */
  record LogReading(Optional<ChangeBatch> batch, LogPosition next) {}

  /** Reads on. */
  static LogReading read(Connection connection, @Nullable LogPosition from, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UNSEEN)) {
      statement.setString(1, from == null ? null : from.snapshot());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        LogPosition next = new LogPosition(result.getString(1), result.getLong(2), now);
        List<ChangeBatch.ChangedRow> rows = new ArrayList<>();
        // A single line without a table stands for no change.
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
