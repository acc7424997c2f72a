package dev.sluice.quality.drill.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The faults of a PostgreSQL that runs: locks, limits, permissions, ended sessions. */
final class DatabaseDrills {
  private static final String END_SESSIONS =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where usename in ('sluice_owner', 'sluice_audit_writer')";
  private static final int MOST = 100;

  private DatabaseDrills() {}

  /** Holds the strongest lock on the audit tables. */
  static void lockTables(FaultContext drill) throws SQLException {
    try (Connection connection = drill.stack().database().connect()) {
      connection.setAutoCommit(false);
      execute(connection, "lock table audit_events, decision_events in access exclusive mode");
      drill.hold(4);
      connection.rollback();
    }
    drill.ended();
  }

  /** Ends the sessions of the servers and takes all connections of PostgreSQL. */
  static void takeConnections(FaultContext drill) throws SQLException {
    List<Connection> all = new ArrayList<>();
    try {
      all.add(drill.stack().database().connect());
      execute(all.getFirst(), END_SESSIONS);
      while (all.size() < MOST) {
        all.add(drill.stack().database().connect());
      }
    } catch (SQLException e) {
      // The limit is reached.
    }
    try {
      drill.require(all.size() < MOST, "PostgreSQL has no limit of connections");
      drill.hold(4);
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
    drill.ended();
  }

  /** Ends the sessions of the servers, again and again. */
  static void endSessions(FaultContext drill) throws SQLException {
    try (Connection connection = drill.stack().database().connect()) {
      for (int i = 0; i < 20; i++) {
        execute(connection, END_SESSIONS);
        drill.hold(0.2);
      }
    }
    drill.ended();
  }

  /** Makes the database read-only. */
  static void readOnly(FaultContext drill) throws SQLException {
    try (Connection connection = drill.stack().database().connect()) {
      execute(connection, "alter database sluice set default_transaction_read_only = on");
      execute(connection, END_SESSIONS);
      drill.hold(4);
      execute(connection, "set default_transaction_read_only = off");
      execute(connection, "alter database sluice reset default_transaction_read_only");
      execute(connection, END_SESSIONS);
    }
    drill.ended();
  }

  /** Takes the permission to insert from the writer of audit rows. */
  static void revokeInsert(FaultContext drill) throws SQLException {
    try (Connection connection = drill.stack().database().connect()) {
      execute(connection, "revoke insert on audit_events from sluice_audit_writer");
      execute(connection, "revoke insert on decision_events from sluice_audit_writer");
      drill.hold(4);
      execute(connection, "grant insert on audit_events to sluice_audit_writer");
      execute(connection, "grant insert on decision_events to sluice_audit_writer");
    }
    drill.ended();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
