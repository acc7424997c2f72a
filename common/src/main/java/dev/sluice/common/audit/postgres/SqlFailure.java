package dev.sluice.common.audit.postgres;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The meaning of a failed INSERT. It contains only the SQL state and schema names, because the
 * driver's messages quote values of the row.
 */
sealed interface SqlFailure {

  /** A failure caused by a row that can never be inserted. */
  record BadRow(String sqlState, String where) implements SqlFailure {}

  /** A failure caused by a row of a month without a partition. */
  record NoPartition() implements SqlFailure {
    static final String LABEL = "no_partition";
  }

  /** A temporary failure; the same batch may succeed later. */
  record Unavailable(String reason) implements SqlFailure {}

  static SqlFailure of(SQLException e) {
    String state = e.getSQLState() == null ? "none" : e.getSQLState();
    String where = where(e);
    // A missing partition has the SQL state of a failed CHECK but names no constraint.
    if (state.equals("23514") && where.isEmpty()) {
      return new NoPartition();
    }
    if (state.startsWith("22") || state.startsWith("23")) {
      return new BadRow(state, where);
    }
    return new Unavailable(
        switch (state.substring(0, 2)) {
          case "08", "57" -> "unreachable";
          case "28" -> "refused_login";
          case "42" -> "refused_insert";
          case "53" -> "out_of_resources";
          default -> "state_" + state;
        });
  }

  /** Returns the metric label for a failure that no row caused. */
  static String label(SQLException e) {
    return switch (of(e)) {
      case Unavailable(String reason) -> reason;
      case NoPartition _ -> NoPartition.LABEL;
      case BadRow(String state, String _) -> "state_" + state;
    };
  }

  private static String where(SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    if (server == null) {
      return "";
    }
    String constraint = server.getConstraint();
    String column = server.getColumn();
    return constraint != null ? constraint : column != null ? column : "";
  }
}
