package dev.sluice.common.audit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A factory of read-only connections that see one snapshot of the database. */
public final class ReadOnlyConnection {
  private ReadOnlyConnection() {}

  public static Connection open(DatabaseTarget target) throws SQLException {
    Connection connection = PostgresConnection.open(target, "sluice-audit-reader", Map.of());
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    return connection;
  }
}
