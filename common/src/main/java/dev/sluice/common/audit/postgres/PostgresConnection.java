package dev.sluice.common.audit.postgres;

import dev.sluice.common.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/** A factory of connections to the audit database, whose errors never contain values of a row. */
public final class PostgresConnection {
  private PostgresConnection() {}

  /** Connects with an application name and further driver settings. */
  static Connection open(DatabaseTarget target, String application, Map<String, String> settings)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    target.password().map(Secret::reveal).ifPresent(p -> properties.setProperty("password", p));
    properties.setProperty("ApplicationName", application);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("logServerErrorDetail", "false");
    properties.putAll(settings);
    Connection connection = new Driver().connect(target.url().reveal(), properties);
    if (connection == null) {
      throw new SQLException("not a PostgreSQL address", "08001");
    }
    return connection;
  }

  /** Opens a read-only connection that sees one snapshot of the database. */
  public static Connection openReadOnly(DatabaseTarget target) throws SQLException {
    Connection connection = open(target, "sluice-audit-reader", Map.of());
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    return connection;
  }
}
