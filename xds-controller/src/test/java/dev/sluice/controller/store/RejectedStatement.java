package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.controller.testkit.Postgres;
import java.sql.Connection;
import java.sql.SQLException;

/** Statements that the database must refuse, with the SQL state that says why. */
record RejectedStatement(String what, String state, String sql) {
  static final String UNIQUE = "23505";
  static final String CHECK = "23514";
  static final String FOREIGN = "23503";
  static final String NOT_NULL = "23502";
  static final String FORBIDDEN = "42501";

  void refuse(Postgres postgres) {
    SQLException refusal = assertThrows(SQLException.class, () -> run(postgres, sql));
    assertEquals(state, refusal.getSQLState(), refusal::getMessage);
  }

  /** Runs in a transaction with its deferred checks, and takes it back. */
  static void run(Postgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connect()) {
      connection.setAutoCommit(false);
      Postgres.execute(connection, sql);
      Postgres.execute(connection, "set constraints all immediate");
      connection.rollback();
    }
  }
}
