package dev.sluice.common.audit.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A session of the owner of the tables, without triggers, whose changes can be undone. */
final class OwnerSession implements AutoCloseable {
  /** A row, identified by its position in the chain. */
  record Row(String table, UUID writer, long seq) {
    String where() {
      String number = table.equals("audit_boundaries") ? "first_seq" : "writer_seq";
      return " where writer_id = '" + writer + "' and " + number + " = " + seq;
    }
  }

  private final Connection connection;

  OwnerSession(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  Connection connection() {
    return connection;
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  List<Row> rows(String table) throws SQLException {
    String number = table.equals("audit_boundaries") ? "first_seq" : "writer_seq";
    List<Row> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet read =
            statement.executeQuery(
                "select writer_id, " + number + " from " + table + " order by 1, 2")) {
      while (read.next()) {
        rows.add(new Row(table, read.getObject(1, UUID.class), read.getLong(2)));
      }
    }
    return rows;
  }

  List<String[]> columns(String table) throws SQLException {
    List<String[]> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet read =
            statement.executeQuery(
                "select column_name, data_type from information_schema.columns where table_name = '"
                    + table
                    + "' order by ordinal_position")) {
      while (read.next()) {
        columns.add(new String[] {read.getString(1), read.getString(2)});
      }
    }
    return columns;
  }

  String read(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  void run(String sql) throws SQLException {
    try (PreparedStatement statement = tampering(sql)) {
      statement.execute();
    }
  }

  PreparedStatement tampering(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local session_replication_role = replica");
    }
    return connection.prepareStatement(sql);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
