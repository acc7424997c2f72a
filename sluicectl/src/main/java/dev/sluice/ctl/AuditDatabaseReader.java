package dev.sluice.ctl;

import dev.sluice.common.Secret;
import dev.sluice.common.audit.postgres.DatabaseTarget;
import dev.sluice.common.audit.postgres.PostgresConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** The database that audit commands read. */
final class AuditDatabaseReader {
  private static final String READER = "sluice_api";

  private AuditDatabaseReader() {}

  /** Connects as the user that the address names, else as the one who may read what is audited. */
  static Connection open(String url, Map<String, String> environment) throws SQLException {
    Optional<Secret> password = Optional.ofNullable(environment.get("PGPASSWORD")).map(Secret::of);
    return PostgresConnection.openReadOnly(
        DatabaseTarget.of(Secret.of(url), Optional.empty(), password, READER));
  }

  /** What is said of a database that cannot be read; the driver's message would quote rows. */
  static String errorMessage(SQLException e) {
    return "the database cannot be read (SQL state " + e.getSQLState() + ")";
  }
}
