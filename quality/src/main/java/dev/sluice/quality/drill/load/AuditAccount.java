package dev.sluice.quality.drill.load;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ProcessFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The audit rows of a load, compared with what its clients received.
 *
 * @param expected the number of requests that must have a row
 * @param lost the ids of those that have none, and of decisions without the row of an exchange
 * @param twice the number of rows beyond the first of each request
 */
public record AuditAccount(int expected, Set<String> lost, long twice) {
  private static final String ROWS =
      "select correlation_id, count(*) from audit_events where starts_with(correlation_id, ?)"
          + " group by correlation_id";
  private static final String DECISIONS =
      "select d.correlation_id, 1 from decision_events d"
          + " where starts_with(d.correlation_id, ?)"
          + " and not exists (select from audit_events e where e.id = d.id)";

  public AuditAccount {
    lost = Set.copyOf(lost);
  }

  /** Waits until every row is there or the time is over. */
  public static AuditAccount await(
      EmbeddedDatabase database, String prefix, List<SentRequest> requests, Duration limit) {
    AuditAccount[] last = {of(database, prefix, requests)};
    var _ =
        ConditionWait.becomesTrue(
            limit,
            () -> {
              last[0] = of(database, prefix, requests);
              return last[0].lost.isEmpty();
            });
    return last[0];
  }

  private static AuditAccount of(
      EmbeddedDatabase database, String prefix, List<SentRequest> requests) {
    Set<String> expected =
        requests.stream()
            .filter(SentRequest::isDecided)
            .map(SentRequest::id)
            .collect(Collectors.toSet());
    Set<String> lost = new HashSet<>(expected);
    long twice = 0;
    try (Connection connection = database.connect()) {
      try (PreparedStatement query = connection.prepareStatement(ROWS)) {
        query.setString(1, prefix);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            lost.remove(rows.getString(1));
            twice += rows.getLong(2) - 1;
          }
        }
      }
      try (PreparedStatement query = connection.prepareStatement(DECISIONS)) {
        query.setString(1, prefix);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            lost.add(rows.getString(1));
          }
        }
      }
    } catch (SQLException e) {
      throw new ProcessFailedException("the audit rows could not be read", e);
    }
    return new AuditAccount(expected.size(), lost, twice);
  }
}
