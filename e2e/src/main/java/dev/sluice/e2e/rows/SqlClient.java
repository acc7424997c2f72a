package dev.sluice.e2e.rows;

import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ProcessFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A SQL client. Each call is one transaction on its own connection. */
public final class SqlClient {
  private final EmbeddedDatabase database;

  public SqlClient(EmbeddedDatabase database) {
    this.database = database;
  }

  /** Executes statements. The parameters replace each {@code ?} in order. */
  public void execute(String statements, Object... parameters) {
    try {
      tryExecute(statements, parameters);
    } catch (SQLException e) {
      throw new ProcessFailedException("rows could not be written: " + e.getMessage(), e);
    }
  }

  /** Executes statements that the database may reject. */
  public void tryExecute(String statements, Object... parameters) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      try (PreparedStatement prepared = prepare(connection, statements, parameters)) {
        prepared.execute();
      }
      connection.commit();
    }
  }

  /** Returns the rows of a query, with the columns joined by a bar. */
  public List<String> query(String question, Object... parameters) {
    try (Connection connection = database.connect()) {
      return query(connection, question, parameters);
    } catch (SQLException e) {
      throw new ProcessFailedException("rows could not be read: " + e.getMessage(), e);
    }
  }

  /** Returns the rows of a query on any connection, with the columns joined by a bar. */
  public static List<String> query(Connection connection, String question, Object... parameters)
      throws SQLException {
    try (PreparedStatement prepared = prepare(connection, question, parameters);
        ResultSet found = prepared.executeQuery()) {
      List<String> rows = new ArrayList<>();
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(found.getString(column)));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      prepared.setObject(i + 1, parameters[i]);
    }
    return prepared;
  }
}
