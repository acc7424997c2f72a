package dev.sluice.bench.audit;

import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ProcessFailedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;

/**
 * The numbered requests that have a row in a table.
 *
 * @param rows the number of their rows
 * @param numbers the requests that have a row
 * @param duplicates the number of rows beyond the first of a request
 */
record RowCoverage(long rows, BitSet numbers, long duplicates) {
  static final String DECISIONS = "select correlation_id from decision_events";
  static final String EXCHANGES = "select correlation_id from audit_events";

  /** The rows of checks that a server had no time for. */
  static final String UNAVAILABLE = DECISIONS + " where error_code = 'AUTHZ_UNAVAILABLE'";

  private static final int FETCH = 10_000;

  /** Reads the rows; those of requests without a number are ignored. */
  static RowCoverage of(EmbeddedDatabase database, String query) {
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

  private static RowCoverage of(ResultSet rows) throws SQLException {
    var numbers = new BitSet();
    long count = 0;
    long duplicates = 0;
    while (rows.next()) {
      int number = NumberedChecks.number(rows.getString(1));
      if (number >= 0) {
        count++;
        duplicates += numbers.get(number) ? 1 : 0;
        numbers.set(number);
      }
    }
    return new RowCoverage(count, numbers, duplicates);
  }

  /** Returns how many of the requests have no row. */
  int missing(BitSet expected) {
    var left = (BitSet) expected.clone();
    left.andNot(numbers);
    return left.cardinality();
  }
}
