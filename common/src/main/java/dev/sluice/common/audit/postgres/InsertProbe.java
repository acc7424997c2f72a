package dev.sluice.common.audit.postgres;

import dev.sluice.common.audit.table.AuditTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** A probe of whether a user may insert into an audit table. It inserts nothing. */
public final class InsertProbe {
  private static final Map<String, String> SETTINGS = Map.of("socketTimeout", "10");
  private static final String QUERY = "select has_table_privilege(?, 'insert')";

  private InsertProbe() {}

  /** Returns why the user of the target cannot insert; empty if it can. */
  public static Optional<String> problem(DatabaseTarget target, AuditTable table) {
    try (Connection connection = PostgresConnection.open(target, "sluice-check", SETTINGS);
        PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, table.name());
      try (ResultSet answer = query.executeQuery()) {
        return answer.next() && answer.getBoolean(1)
            ? Optional.empty()
            : Optional.of("the user " + target.user() + " may not insert into " + table);
      }
    } catch (SQLException e) {
      return Optional.of(problem(target, table, String.valueOf(e.getSQLState())));
    }
  }

  /** Returns a text without the driver's message, which may quote the address with its password. */
  private static String problem(DatabaseTarget target, AuditTable table, String state) {
    if (state.equals("42P01")) {
      return "the table " + table + " does not exist; the first start of xds-controller creates it";
    }
    String problem =
        switch (state.substring(0, 2)) {
          case "08" -> "the database does not answer";
          case "28" -> "the database rejects the login of " + target.user();
          case "3D" -> "the database does not exist";
          default -> "the database cannot be used";
        };
    return problem + " (SQL state " + state + ")";
  }
}
