package dev.sluice.e2e.client;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ProcessFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A reader of audit rows by correlation id. It waits for rows that are not yet inserted. */
public final class AuditRowReader {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final EmbeddedDatabase database;

  public AuditRowReader(EmbeddedDatabase database) {
    this.database = database;
  }

  /** Waits for the row of a request. Fails if it does not arrive or if there are two. */
  public AuditRow awaitOne(String correlation) {
    ConditionWait.awaitTrue(
        "the audit row of " + correlation + " is there",
        LIMIT,
        () -> !findRows(correlation).isEmpty());
    List<AuditRow> rows = findRows(correlation);
    if (rows.size() != 1) {
      throw new ProcessFailedException(rows.size() + " audit rows for " + correlation);
    }
    return rows.getFirst();
  }

  /**
   * Waits for a number of rows with a prefix of the correlation id, and returns them in order of
   * time.
   */
  public List<AuditRow> awaitRows(String start, int count) {
    if (!ConditionWait.becomesTrue(LIMIT, () -> findRows(start).size() >= count)) {
      throw new ProcessFailedException(
          "%d of %d audit rows arrived for %s…".formatted(findRows(start).size(), count, start));
    }
    return findRows(start);
  }

  /** Returns the current rows with a prefix of the correlation id, in order of time. */
  public List<AuditRow> findRows(String start) {
    try (Connection connection = database.connect();
        PreparedStatement query =
            connection.prepareStatement(
                "select * from audit_events where starts_with(correlation_id, ?)"
                    + " order by ts_ms, correlation_id")) {
      query.setString(1, start);
      try (ResultSet found = query.executeQuery()) {
        List<AuditRow> rows = new ArrayList<>();
        while (found.next()) {
          rows.add(row(found));
        }
        return rows;
      }
    } catch (SQLException e) {
      throw new ProcessFailedException("the audit rows could not be read", e);
    }
  }

  private static AuditRow row(ResultSet found) throws SQLException {
    ResultSetMetaData names = found.getMetaData();
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 1; i <= names.getColumnCount(); i++) {
      String value = found.getString(i);
      columns.put(names.getColumnName(i), value == null ? "" : value);
    }
    return new AuditRow(columns);
  }
}
