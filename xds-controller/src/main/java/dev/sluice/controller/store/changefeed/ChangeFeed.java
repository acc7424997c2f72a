package dev.sluice.controller.store.changefeed;

import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.changefeed.ChangeLogReader.LogPosition;
import dev.sluice.controller.store.entity.ChangeBatch;
import dev.sluice.controller.store.entity.DomainReader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed of database changes: first everything, then each change moments after its COMMIT. A
 * notification triggers a read; without one, the feed polls every few seconds. It replaces lost and
 * dead connections without missing a change. A batch at which the listener failed is delivered
 * again.
 */
public final class ChangeFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
  private static final String APPLICATION = "sluice-change-feed";
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private static final String BEGIN =
      "set idle_in_transaction_session_timeout = '5min'; listen sluice_change";

  private final Database database;
  private final ChangeListener listener;
  private final ReadinessParts parts;
  private final Counter changes;
  private final AtomicInteger connected;
  private final ChangeLogPruning pruning = new ChangeLogPruning();
  private final AdaptiveTimeout patience = new AdaptiveTimeout(LONGEST_ANSWER);
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Connection connection;
  private volatile @Nullable LogPosition position;
  private Duration pause = FIRST_PAUSE;

  private ChangeFeed(
      Database database, ChangeListener listener, ReadinessParts parts, MeterRegistry metrics) {
    this.database = database;
    this.listener = listener;
    this.parts = parts;
    this.changes = metrics.counter("change.feed.rows");
    this.connected =
        Objects.requireNonNull(metrics.gauge("change.feed.connected", new AtomicInteger()));
    // A platform thread, because a notification of the database wakes it without another thread.
    this.thread = Thread.ofPlatform().name("change-feed").daemon(true).unstarted(this::run);
  }

  /**
   * A pair of readiness components.
   *
   * @param feed whether changes arrive
   * @param database whether the database is reachable
   */
  public record ReadinessParts(Readiness.Component feed, Readiness.Component database) {}

  /** A listener for changes, with a reader that sees the database at the time of the change. */
  public interface ChangeListener {
    void onChange(ChangeBatch batch, DomainReader reader);

    /** Runs on the same thread when the feed has read the log without finding a change. */
    default void onNoChange() {}
  }

  /** Starts the feed; the listener is called on the feed's own thread. */
  public static ChangeFeed start(
      Database database, ChangeListener listener, ReadinessParts parts, MeterRegistry metrics) {
    ChangeFeed feed = new ChangeFeed(database, listener, parts, metrics);
    feed.thread.start();
    return feed;
  }

  /**
   * Returns the snapshot of the last change that the listener has handled, as PostgreSQL's own
   * text; empty before the first one.
   */
  public Optional<String> handled() {
    return Optional.ofNullable(position).map(LogPosition::snapshot);
  }

  private void run() {
    while (!closed) {
      try (Connection opened = database.connect(APPLICATION, LONGEST_ANSWER)) {
        connection = opened;
        follow(opened);
      } catch (SQLException | RuntimeException | Error e) {
        // Any exception only fails this batch, because the feed must not end silently.
        failed(e);
      } finally {
        connected.set(0);
      }
    }
  }

  private void follow(Connection opened) throws SQLException {
    opened.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    opened.setAutoCommit(false);
    try (Statement statement = opened.createStatement()) {
      statement.execute(BEGIN);
      opened.commit();
    }
    DomainReader reader = new DomainReader(DSL.using(opened, SQLDialect.POSTGRES));
    PGConnection signals = opened.unwrap(PGConnection.class);
    while (!closed) {
      deliver(opened, reader);
      within(opened, LONGEST_ANSWER);
      pruning.run(opened);
      opened.commit();
      signals.getNotifications(Math.toIntExact(database.poll().toMillis()));
    }
  }

  /** Reads the log and the rows that it names in one transaction, so both are from one snapshot. */
  private void deliver(Connection opened, DomainReader reader) throws SQLException {
    ChangeLogReader.LogReading reading = look(opened);
    if (reading.batch().isPresent()) {
      ChangeBatch batch = reading.batch().get();
      within(opened, LONGEST_ANSWER);
      listener.onChange(batch, reader);
      changes.increment(batch instanceof ChangeBatch.ChangedRows some ? some.rows().size() : 0);
    } else {
      listener.onNoChange();
    }
    within(opened, patience.limit());
    opened.commit();
    position = reading.next();
    if (connected.getAndSet(1) == 0) {
      parts.database().ready("there since " + Instant.now());
      parts.feed().ready("following the changes of the database");
      LOG.info("following the changes of the database");
      pause = FIRST_PAUSE;
    }
  }

  /**
   * Reads the log with a short timeout, because a missing response then shows a dead connection.
   */
  private ChangeLogReader.LogReading look(Connection opened) throws SQLException {
    within(opened, patience.limit());
    long start = System.nanoTime();
    ChangeLogReader.LogReading reading = ChangeLogReader.read(opened, position, Instant.now());
    patience.recordResponse(Duration.ofNanos(System.nanoTime() - start));
    return reading;
  }

  private static void within(Connection opened, Duration longest) throws SQLException {
    opened.setNetworkTimeout(Runnable::run, Math.toIntExact(longest.toMillis()));
  }

  /** Reports a failure; the configuration that was read before is still served. */
  private void failed(Throwable cause) {
    if (closed) {
      return;
    }
    patience.recordTimeout();
    if (position == null) {
      parts.feed().failed("the change feed has not begun");
    } else if (connected.get() == 1) {
      parts.feed().failed("the change feed is interrupted since " + Instant.now());
    }
    if (isOfDatabase(cause) && (position == null || connected.get() == 1)) {
      parts.database().failed("away since " + Instant.now() + ", what was read last is served");
    }
    if (pause.equals(FIRST_PAUSE)) {
      LOG.warn("the change feed is interrupted, it is tried again until it goes on", cause);
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private static boolean isOfDatabase(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Connection open = connection;
    try {
      if (open != null) {
        open.abort(Runnable::run);
      }
      thread.join(LONGEST_CLOSE);
    } catch (SQLException e) {
      LOG.debug("the connection of the change feed was gone already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
