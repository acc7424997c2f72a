package dev.sluice.common.audit.postgres;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a failed INSERT means. Only the SQL state and names of the schema are kept: the driver's
 * messages quote the values of the row.
 */
sealed interface SqlFailure {

  /** A row of the batch can never be inserted. */
  record BadRow(String sqlState, String where) implements SqlFailure {}

  /** A row of the batch belongs to a month that has no partition. */
  record NoPartition() implements SqlFailure {
    static final String LABEL = "no_partition";
  }

  /** The same batch may well succeed later. */
  record Unavailable(String reason) implements SqlFailure {}

  static SqlFailure of(SQLException e) {
    String state = e.getSQLState() == null ? "none" : e.getSQLState();
    String where = where(e);
    // A missing partition has the state of a failed CHECK but names no constraint.
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

  /** The failure as a metric label, where no row is to blame. */
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
