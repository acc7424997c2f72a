package dev.sluice.controller.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.common.lifecycle.MissingDependencyException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;

/** A connection pool for a database whose schema is up to date. */
public final class Database implements AutoCloseable {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  /** The timeout after which the server releases the locks of a dead connection. */
  private static final String SESSION = "set idle_in_transaction_session_timeout = '1min'";

  private final DatabaseConfig config;
  private final HikariDataSource pool;

  private Database(DatabaseConfig config, HikariDataSource pool) {
    this.config = config;
    this.pool = pool;
  }

  /**
   * Connects and migrates the schema.
   *
   * @throws MissingDependencyException when the database cannot be reached
   */
  public static Database open(DatabaseConfig config, Optional<SampleData> sample) {
    probe(config);
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    // Migrations do not use the pool, because a step may last longer than the pool's timeouts.
    SchemaMigrations.run(config.source("sluice-migration"), config.migrateLegacy(), sample);
    return new Database(config, pool(config, "database", "sluice-controller", config.poolSize()));
  }

  /** Opens another pool of connections to the same database, which this one does not wait for. */
  public Database openPool(String name, int size) {
    return new Database(config, pool(config, name, "sluice-" + name, size));
  }

  private static HikariDataSource pool(
      DatabaseConfig config, String name, String application, int size) {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName(name);
    settings.setDataSource(source(config, application, LONGEST_ANSWER));
    settings.setMaximumPoolSize(size);
    // The pool uses this value as the login timeout, too.
    settings.setConnectionTimeout(Math.max(1000, config.loginTimeout().toMillis()));
    settings.setConnectionInitSql(SESSION);
    return new HikariDataSource(settings);
  }

  private static PGSimpleDataSource source(
      DatabaseConfig config, String application, Duration longestAnswer) {
    PGSimpleDataSource source = config.source(application);
    source.setSocketTimeout(Math.toIntExact(longestAnswer.toSeconds()));
    return source;
  }

  private static void probe(DatabaseConfig config) {
    try (Connection connection = config.source("sluice-controller").getConnection()) {
      connection.isValid(0);
    } catch (SQLException e) {
      throw new MissingDependencyException(
          "database %s cannot be used as %s (database.url): %s"
              .formatted(config.shownUrl(), config.user(), reason(e)));
    }
  }

  /** Returns the first line of the reason why a connection failed. */
  static String reason(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getSQLState());
  }

  /** Reads in one transaction with one consistent snapshot of the database. */
  public <T> T read(String doing, Function<DSLContext, T> query) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      // Only for this transaction, because the pool would set the level for the session and reset
      // it later.
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction isolation level repeatable read");
      }
      T result = query.apply(DSL.using(connection, SQLDialect.POSTGRES));
      connection.commit();
      return result;
    } catch (SQLException | DataAccessException e) {
      throw new DatabaseException(doing, e);
    }
  }

  /** Writes in one transaction. */
  public void write(String doing, Consumer<DSLContext> statements) {
    boolean _ =
        writeReturning(
            doing,
            db -> {
              statements.accept(db);
              return true;
            });
  }

  /** Writes in one transaction and returns the result. */
  public <T> T writeReturning(String doing, Function<DSLContext, T> statements) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      T result = statements.apply(DSL.using(connection, SQLDialect.POSTGRES));
      connection.commit();
      return result;
    } catch (SQLException | DataAccessException e) {
      throw new DatabaseException(doing, e);
    }
  }

  /** Opens a connection outside the pool, for a caller that keeps it. */
  public Connection connect(String application, Duration longestAnswer) throws SQLException {
    return source(config, application, longestAnswer).getConnection();
  }

  /** Returns the pool, for parts of the controller that have their own tables. */
  public DataSource dataSource() {
    return pool;
  }

  /** Returns the interval at which the change feed polls without a notification. */
  public Duration poll() {
    return config.poll();
  }

  @Override
  public void close() {
    pool.close();
  }
}
