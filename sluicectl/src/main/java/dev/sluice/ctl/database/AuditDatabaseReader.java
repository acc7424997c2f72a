package dev.sluice.ctl.database;

import dev.sluice.common.Secret;
import dev.sluice.common.audit.postgres.DatabaseTarget;
import dev.sluice.common.audit.postgres.PostgresConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** The read-only access of audit commands to the database. */
public final class AuditDatabaseReader {
  private static final String READER = "sluice_api";

  private AuditDatabaseReader() {}

  /** Connects as the user in the URL, or else as the role that may read audit tables. */
  public static Connection open(String url, Map<String, String> environment) throws SQLException {
    Optional<Secret> password = Optional.ofNullable(environment.get("PGPASSWORD")).map(Secret::of);
    return PostgresConnection.openReadOnly(
        DatabaseTarget.of(Secret.of(url), Optional.empty(), password, READER));
  }

  /** Returns an error message without the driver's text, which could quote rows. */
  public static String errorMessage(SQLException e) {
    return "the database cannot be read (SQL state " + e.getSQLState() + ")";
  }
}
