package dev.sluice.controller.store.management;

import dev.sluice.controller.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The only opener of transactions of the management API. Each runs as the role {@code
 * sluice_management}, which the policies of the tables bind to the tenant of the scope.
 */
public final class ManagementDatabase {
  static final String ROLE = "sluice_management";
  private static final String SETTINGS =
      """
      select set_config('sluice.tenant', ?, true), set_config('sluice.user', ?, true),
        set_config('sluice.system', ?, true), set_config('sluice.portal', ?, true),
        set_config('timezone', 'UTC', true), set_config('lock_timeout', '10s', true)
      """;

  private final Database database;

  public ManagementDatabase(Database database) {
    this.database = database;
  }

  /** Returns whether the controller's user may take the role of the API. */
  public boolean canTakeRole() {
    return database.read(
        "looking at the role of the API",
        db -> {
          Boolean may =
              db.fetchSingle("select pg_has_role(current_user, '" + ROLE + "', 'MEMBER')")
                  .into(Boolean.class);
          return may;
        });
  }

  /**
   * Runs statements in one transaction and commits it.
   *
   * @throws ConstraintViolationException if the database rejects the change
   */
  public <T> T write(ManagementScope scope, Function<ManagementTransaction, T> statements) {
    return run(scope, false, statements);
  }

  /** Runs statements in one transaction, checks all constraints, and rolls it back. */
  public <T> T dryRun(ManagementScope scope, Function<ManagementTransaction, T> statements) {
    return run(scope, true, statements);
  }

  private <T> T run(
      ManagementScope scope, boolean dryRun, Function<ManagementTransaction, T> statements) {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      // Not closed by try-with-resources, because the pool rolls back what is not committed.
      DSLContext db = DSL.using(connection, SQLDialect.POSTGRES);
      enter(db, scope);
      T result = statements.apply(new ManagementTransaction(db, scope));
      db.execute("set constraints all immediate");
      if (dryRun) {
        connection.rollback();
      } else {
        connection.commit();
      }
      return result;
    } catch (SQLException | DataAccessException e) {
      throw translated(e);
    }
  }

  private static void enter(DSLContext db, ManagementScope scope) {
    db.execute("set local role " + ROLE);
    boolean system = scope.tenant().isEmpty();
    db.fetch(
        SETTINGS,
        scope.tenant().map(UUID::toString).orElse(""),
        scope.user().map(UUID::toString).orElse(""),
        system ? "on" : "",
        scope.customer() ? "customer" : "");
  }

  private static RuntimeException translated(Exception thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PSQLException refused && isAboutTheChange(refused)) {
        return new ConstraintViolationException(nameOf(refused), refused.getSQLState());
      }
    }
    if (thrown instanceof DataAccessException statement && !isAboutTheConnection(thrown)) {
      return statement;
    }
    return new DatabaseAwayException(thrown);
  }

  /** Returns whether the statement was fine and the server did not answer. */
  private static boolean isAboutTheConnection(Exception thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        return state.startsWith("08") || state.startsWith("57") || state.equals("null");
      }
    }
    return false;
  }

  /** Returns whether the rows or another change are the reason, not the server. */
  private static boolean isAboutTheChange(PSQLException refused) {
    String state = String.valueOf(refused.getSQLState());
    return state.startsWith("22")
        || state.startsWith("23")
        || state.startsWith("40")
        || state.equals("55P03")
        || state.equals("42501");
  }

  private static String nameOf(PSQLException refused) {
    return Optional.<@Nullable ServerErrorMessage>ofNullable(refused.getServerErrorMessage())
        .map(error -> error.getConstraint() == null ? error.getColumn() : error.getConstraint())
        .orElse("");
  }
}
