package dev.sluice.controller.audit;

import dev.sluice.common.lifecycle.RepeatingTask;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reconciler that adds audit rows for decisions whose exchange left none. Only one controller at
 * a time does this.
 */
public final class DecisionReconciler implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DecisionReconciler.class);
  private static final String CALL = "select looked, reconciled from reconcile_decisions(?, ?)";
  private static final int MOST = 1_000;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final DataSource owner;
  private final ReconcileConfig config;
  private final InstantSource clock;
  private final Counter reconciled;
  private final Counter failures;
  private final RepeatingTask looks;

  DecisionReconciler(
      DataSource owner, ReconcileConfig config, InstantSource clock, MeterRegistry metrics) {
    this.owner = owner;
    this.config = config;
    this.clock = clock;
    this.reconciled = metrics.counter("audit.reconciled");
    this.failures = metrics.counter("audit.reconcile.failures");
    this.looks = new RepeatingTask("audit-reconciler", this::attempt);
  }

  /**
   * Starts the reconciler if the configuration enables it; {@code owner} connects as the owner of
   * the tables.
   */
  public static DecisionReconciler start(
      DataSource owner, ReconcileConfig config, InstantSource clock, MeterRegistry metrics) {
    DecisionReconciler reconciler = new DecisionReconciler(owner, config, clock, metrics);
    if (config.enabled()) {
      reconciler.looks.start(reconciler.pause());
    }
    return reconciler;
  }

  private Duration pause() {
    return config.after().compareTo(LONGEST_PAUSE) < 0 ? config.after() : LONGEST_PAUSE;
  }

  private Duration attempt() {
    try {
      reconcile();
    } catch (SQLException e) {
      failures.increment();
      log.warn("Decisions could not be reconciled (SQL state {})", e.getSQLState());
    }
    return pause();
  }

  /** Checks all decisions that are old enough; returns the number of rows that were added. */
  int reconcile() throws SQLException {
    long olderThan = clock.millis() - config.after().toMillis();
    int all = 0;
    boolean more = true;
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(true);
      while (more && !looks.isStopping()) {
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
    looks.close();
  }
}
