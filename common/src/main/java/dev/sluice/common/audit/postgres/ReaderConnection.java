package dev.sluice.common.audit.postgres;

import dev.sluice.common.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/** Connects one who only reads, and who sees one moment of the database. */
public final class ReaderConnection {
  private ReaderConnection() {}

  public static Connection open(DatabaseTarget target) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    target.password().map(Secret::reveal).ifPresent(p -> properties.setProperty("password", p));
    properties.setProperty("ApplicationName", "sluice-audit-reader");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("logServerErrorDetail", "false");
    Connection connection = new Driver().connect(target.url().reveal(), properties);
    if (connection == null) {
      throw new SQLException("not a PostgreSQL address", "08001");
    }
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    return connection;
  }
}
