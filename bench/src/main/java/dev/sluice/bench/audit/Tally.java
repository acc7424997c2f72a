package dev.sluice.bench.audit;

import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ProcessFailedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;

/**
 * The rows of a table held against the numbers of the requests that they are about.
 *
 * @param rows how many there are
 * @param once the numbers that have a row
 * @param twice how many rows are one too many
 */
record Tally(long rows, BitSet once, long twice) {
  static final String DECISIONS = "select correlation_id from decision_events";
  static final String EXCHANGES = "select correlation_id from audit_events";

  /** What a server says that has no time for a check. */
  static final String TURNED_AWAY = DECISIONS + " where error_code = 'AUTHZ_UNAVAILABLE'";

  private static final int FETCH = 10_000;

  /** Reads the requests that rows name; others than those of the load are none of ours. */
  static Tally of(EmbeddedDatabase database, String query) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(FETCH);
        try (ResultSet rows = statement.executeQuery(query)) {
          return of(rows);
        }
      }
    } catch (SQLException e) {
      throw new ProcessFailedException("the rows could not be read", e);
    }
  }

  private static Tally of(ResultSet rows) throws SQLException {
    var once = new BitSet();
    long count = 0;
    long twice = 0;
    while (rows.next()) {
      int number = Calls.number(rows.getString(1));
      if (number >= 0) {
        count++;
        twice += once.get(number) ? 1 : 0;
        once.set(number);
      }
    }
    return new Tally(count, once, twice);
  }

  /** How many of those numbers have no row. */
  int missing(BitSet numbers) {
    var left = (BitSet) numbers.clone();
    left.andNot(once);
    return left.cardinality();
  }
}
