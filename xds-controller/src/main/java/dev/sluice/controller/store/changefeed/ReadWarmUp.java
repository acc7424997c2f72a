package dev.sluice.controller.store.changefeed;

import static dev.sluice.controller.store.jooq.Tables.BACKENDS;
import static dev.sluice.controller.store.jooq.Tables.CREDENTIALS;
import static dev.sluice.controller.store.jooq.Tables.PRODUCT_PUBLISHES;
import static dev.sluice.controller.store.jooq.Tables.ROUTES;
import static dev.sluice.controller.store.jooq.Tables.SUBSCRIPTIONS;

import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.entity.ChangeBatch;
import dev.sluice.controller.store.entity.DomainReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.TableField;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A warm-up that reads rows repeatedly as the change feed will do, so that the first changes do not
 * run on interpreted code. It has its own connection, writes nothing, and ends by itself. It pauses
 * while nodes have to be served.
 */
public final class ReadWarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadWarmUp.class);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int READINGS = 2_000;
  private static final int ROWS = 20;
  private static final List<TableField<?, UUID>> TABLES =
      List.of(
          ROUTES.ID,
          ROUTES.ID,
          BACKENDS.ID,
          PRODUCT_PUBLISHES.ID,
          SUBSCRIPTIONS.ID,
          CREDENTIALS.ID);

  private final Database database;
  private final BooleanSupplier quiet;
  private final Thread thread;
  private volatile boolean closed;
  private volatile int rows;
  private volatile int readings;

  private ReadWarmUp(Database database, BooleanSupplier quiet) {
    this.database = database;
    this.quiet = quiet;
    this.thread = Thread.ofPlatform().name("read-rehearsal").daemon(true).unstarted(this::run);
  }

  /**
   * Starts the warm-up in the background; it runs once.
   *
   * @param quiet whether no other work needs the processor
   */
  public static ReadWarmUp start(Database database, BooleanSupplier quiet) {
    ReadWarmUp rehearsal = new ReadWarmUp(database, quiet);
    rehearsal.thread.start();
    return rehearsal;
  }

  /** Returns the number of rows that it found. */
  int rows() {
    return rows;
  }

  /** Returns the number of changes that it has read so far. */
  int readings() {
    return readings;
  }

  private void run() {
    try (Connection connection = database.connect("sluice-read-rehearsal", LONGEST_ANSWER)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      read(connection);
    } catch (SQLException | DataAccessException e) {
      LOG.debug("the rehearsal ended early", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Connection connection) throws SQLException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    DSLContext db = DSL.using(connection, SQLDialect.POSTGRES);
    List<ChangeBatch.ChangedRow> some = TABLES.stream().flatMap(id -> some(db, id)).toList();
    rows = some.size();
    DomainReader reader = new DomainReader(db);
    ChangeLogReader.LogPosition position =
        ChangeLogReader.read(connection, null, Instant.now()).next();
    for (int n = 0; n < READINGS && !closed && System.nanoTime() - end < 0; n++) {
      awaitQuiet(end);
      position = ChangeLogReader.read(connection, position, Instant.now()).next();
      if (!some.isEmpty()) {
        reader.read(new ChangeBatch.ChangedRows(List.of(some.get(n % some.size()))));
      }
      connection.commit();
      readings = n + 1;
    }
  }

  private void awaitQuiet(long end) throws InterruptedException {
    while (!quiet.getAsBoolean() && !closed && System.nanoTime() - end < 0) {
      Thread.sleep(PAUSE);
    }
  }

  private static Stream<ChangeBatch.ChangedRow> some(DSLContext db, TableField<?, UUID> id) {
    String table = id.getTable().getName();
    return db.select(id).from(id.getTable()).limit(ROWS).fetch(id).stream()
        .map(key -> new ChangeBatch.ChangedRow(table, key.toString()));
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(LONGEST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
