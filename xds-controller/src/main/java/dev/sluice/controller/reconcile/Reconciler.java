package dev.sluice.controller.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes audit rows of decisions whose exchange left none, for as long as it runs. Of several
 * controllers, one at a time does it.
 */
public final class Reconciler implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final String CALL = "select looked, reconciled from reconcile_decisions(?, ?)";
  private static final int MOST = 1_000;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final DataSource owner;
  private final ReconcileConfig config;
  private final InstantSource clock;
  private final Counter reconciled;
  private final Counter failures;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  Reconciler(DataSource owner, ReconcileConfig config, InstantSource clock, MeterRegistry metrics) {
    this.owner = owner;
    this.config = config;
    this.clock = clock;
    this.reconciled = metrics.counter("audit.reconciled");
    this.failures = metrics.counter("audit.reconcile.failures");
    this.thread = Thread.ofVirtual().name("audit-reconciler").unstarted(this::run);
  }

  /** Begins, if the configuration says so; {@code owner} connects as the owner of the tables. */
  public static Reconciler start(
      DataSource owner, ReconcileConfig config, InstantSource clock, MeterRegistry metrics) {
    Reconciler reconciler = new Reconciler(owner, config, clock, metrics);
    if (config.enabled()) {
      reconciler.thread.start();
    }
    return reconciler;
  }

  private void run() {
    Duration pause = config.after().compareTo(LONGEST_PAUSE) < 0 ? config.after() : LONGEST_PAUSE;
    try {
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      reconcile();
    } catch (SQLException e) {
      failures.increment();
      log.warn("Decisions could not be reconciled (SQL state {})", e.getSQLState());
    }
  }

  /** Looks at all that is old enough; returns how many rows were made. */
  int reconcile() throws SQLException {
    long olderThan = clock.millis() - config.after().toMillis();
    int all = 0;
    boolean more = true;
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(true);
      while (more && closed.getCount() > 0) {
        try (PreparedStatement statement = connection.prepareStatement(CALL)) {
          statement.setLong(1, olderThan);
          statement.setInt(2, MOST);
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            more = row.getInt(1) == MOST;
            all += row.getInt(2);
            reconciled.increment(row.getInt(2));
          }
        }
      }
    }
    if (all > 0) {
      log.info("Audit rows made of decisions whose exchange left none: {}", all);
    }
    return all;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
