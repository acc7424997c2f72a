package dev.sluice.controller.store.changefeed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/** A pruner that deletes old rows of the change log, a limited number at a time. */
final class ChangeLogPruning {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final String DELETE =
      "delete from change_log where seq in (select seq from change_log"
          + " where logged_at < now() - interval '1 day' order by logged_at limit 10000)";

  private Instant due = Instant.EPOCH;

  /** Does nothing within a minute of the last run. */
  void run(Connection connection) throws SQLException {
    if (Instant.now().isBefore(due)) {
      return;
    }
    due = Instant.now().plus(EVERY);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(DELETE);
    }
  }
}
