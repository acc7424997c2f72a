package dev.sluice.controller.store;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upgrade of a version 1 database to the schema from which the migrations continue. It runs in
 * one transaction, and only if the configuration requests it.
 */
final class LegacyUpgrade {
  private static final Logger log = LoggerFactory.getLogger(LegacyUpgrade.class);
  private static final String KEY = "database.migrate-legacy";

  /**
   * A query that detects version 1 as the script does: a service names its gateway, or a publish
   * need not name a cluster.
   */
  private static final String IS_VERSION_1 =
      """
      select exists (select from pg_attribute where attrelid = to_regclass('public.api_services')
          and attname = 'gateway_id' and not attisdropped)
        or to_regclass('public.product_publishes') is not null
          and not exists (select from pg_attribute where attname = 'cluster_id' and attnotnull
            and attrelid = to_regclass('public.product_publishes'))
      """;

  /** The SQL state of errors that the script itself raises. */
  private static final String REFUSED = "P0001";

  /** The class of SQL states for violated integrity constraints. */
  private static final String INTEGRITY = "23";

  private LegacyUpgrade() {}

  /**
   * Does nothing unless the database is of version 1.
   *
   * @throws ConfigException when the upgrade is not {@code wanted}, or rows of version 1 prevent it
   */
  static void run(DataSource database, boolean wanted) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      if (!isVersion1(statement)) {
        return;
      }
      if (!wanted) {
        throw new ConfigException(List.of(notWanted()));
      }
      upgrade(statement);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Returns the problem of a database of version 1 that the configuration does not upgrade. */
  static ConfigProblem notWanted() {
    return problem(
        "the database is of version 1: follow docs/upgrade.md, then start once with true");
  }

  static boolean isVersion1(Statement statement) throws SQLException {
    try (ResultSet answer = statement.executeQuery(IS_VERSION_1)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  /** Runs the script, which begins and commits its own transaction. */
  private static void upgrade(Statement statement) throws SQLException {
    log.info("the database is of version 1; taking it to the present schema");
    try {
      statement.setEscapeProcessing(false);
      statement.execute(LegacyScript.read());
    } catch (SQLException e) {
      if (!overtaken(statement, e)) {
        throw e;
      }
      log.info("another controller has done it");
      return;
    }
    for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
      log.info("{}", told.getMessage());
    }
    log.info("the database has left version 1; {} may go from the configuration", KEY);
  }

  private static boolean overtaken(Statement statement, SQLException failure) {
    try {
      statement.execute("rollback");
      return !isVersion1(statement);
    } catch (SQLException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  private static RuntimeException failure(SQLException thrown) {
    ServerErrorMessage words = thrown instanceof PSQLException e ? e.getServerErrorMessage() : null;
    String state = String.valueOf(thrown.getSQLState());
    if (words != null && state.equals(REFUSED)) {
      return refused(String.valueOf(words.getMessage()).lines());
    }
    if (words != null && state.startsWith(INTEGRITY)) {
      return refused(Stream.of("a row of version 1 has no place: " + words.getMessage()));
    }
    return new DatabaseException("leaving version 1", thrown);
  }

  private static ConfigException refused(Stream<String> reasons) {
    return new ConfigException(reasons.map(LegacyUpgrade::problem).toList());
  }

  private static ConfigProblem problem(String reason) {
    return new ConfigProblem(KEY, reason, "nothing is changed", false);
  }
}
