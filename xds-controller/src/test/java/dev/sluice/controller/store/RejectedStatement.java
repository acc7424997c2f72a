package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.controller.testkit.Postgres;
import java.sql.Connection;
import java.sql.SQLException;

/** A statement that the database must reject, with the expected SQL state. */
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

  /** Runs a statement in a transaction with its deferred checks, and rolls it back. */
  static void run(Postgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connect()) {
      connection.setAutoCommit(false);
      Postgres.execute(connection, sql);
      Postgres.execute(connection, "set constraints all immediate");
      connection.rollback();
    }
  }
}
