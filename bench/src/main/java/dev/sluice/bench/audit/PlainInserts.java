package dev.sluice.bench.audit;

import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ProcessFailedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Decisions that are in their table already, once more in one like it, by simpler means. */
record PlainInserts(EmbeddedDatabase database, Path folder) {
  private static final int BATCH = 500;
  private static final int MOST = 20_000;

  /** All rows in one statement; rows a second. */
  double copied() {
    Path file = folder.resolve("rows.copy");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table plain_rows (like decision_events including all)");
      statement.execute("copy (select * from decision_events) to '" + file + "' (format binary)");
      long start = System.nanoTime();
      int rows = statement.executeUpdate("copy plain_rows from '" + file + "' (format binary)");
      double rate = rate(rows, start);
      statement.execute("truncate plain_rows");
      return rate;
    } catch (SQLException e) {
      throw new ProcessFailedException("rows could not be copied: " + e.getMessage(), e);
    }
  }

  /** Batches of the size of the sink's, each committed; rows a second. */
  double batched() {
    String url = database.jdbcUrl() + "?reWriteBatchedInserts=true";
    try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
      List<Object[]> rows = rows(connection);
      connection.setAutoCommit(false);
      String values = String.join(",", Collections.nCopies(rows.getFirst().length, "?"));
      try (PreparedStatement insert =
          connection.prepareStatement("insert into plain_rows values (" + values + ")")) {
        long start = System.nanoTime();
        insert(connection, insert, rows);
        return rate(rows.size(), start);
      }
    } catch (SQLException e) {
      throw new ProcessFailedException("rows could not be inserted: " + e.getMessage(), e);
    }
  }

  private static void insert(Connection connection, PreparedStatement insert, List<Object[]> rows)
      throws SQLException {
    for (int i = 0; i < rows.size(); i++) {
      Object[] row = rows.get(i);
      for (int column = 0; column < row.length; column++) {
        insert.setObject(column + 1, row[column]);
      }
      insert.addBatch();
      if ((i + 1) % BATCH == 0 || i == rows.size() - 1) {
        int[] _ = insert.executeBatch();
        connection.commit();
      }
    }
  }

  private static List<Object[]> rows(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select * from decision_events limit " + MOST)) {
      int columns = found.getMetaData().getColumnCount();
      List<Object[]> rows = new ArrayList<>();
      while (found.next()) {
        Object[] row = new Object[columns];
        for (int column = 0; column < columns; column++) {
          row[column] = found.getObject(column + 1);
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static double rate(int rows, long start) {
    return rows * (double) Duration.ofSeconds(1).toNanos() / (System.nanoTime() - start);
  }
}
