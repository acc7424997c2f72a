package dev.sluice.controller.audit;

import dev.sluice.common.audit.chain.ChainSignature;
import dev.sluice.common.audit.chain.ChainSigningKey;
import dev.sluice.controller.audit.PurgeOutcome.Done;
import dev.sluice.controller.audit.PurgeOutcome.DroppedPartition;
import dev.sluice.controller.audit.PurgeOutcome.Failed;
import dev.sluice.controller.audit.PurgeOutcome.KeptPartition;
import dev.sluice.controller.audit.PurgeOutcome.Unsigned;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A purge that drops expired partitions of audit tables. Each drop is a transaction that also
 * stores a signed boundary for each removed run of links. Only one purge runs at a time across all
 * controllers.
 */
public final class AuditPurge {
  private static final Logger log = LoggerFactory.getLogger(AuditPurge.class);

  private static final String IN_USE = PurgeOutcome.IN_USE;

  /**
   * The SQL states after which a partition stays until the next purge: lock timeout, deadlock, and
   * a partition that must stay.
   */
  private static final Set<String> LATER = Set.of("55P03", "40P01", "55000");

  private final DataSource purger;
  private final RetentionConfig config;
  private final Clock clock;
  private final Counter purged;
  private final Counter failures;
  private final ReentrantLock running = new ReentrantLock();

  /**
   * Creates a purge.
   *
   * @param purger connects as the one role that may purge
   */
  public AuditPurge(DataSource purger, RetentionConfig config, Clock clock, MeterRegistry metrics) {
    this.purger = purger;
    this.config = config;
    this.clock = clock;
    this.purged = metrics.counter("audit.purged.partitions");
    this.failures = metrics.counter("audit.purge.failures");
  }

  RetentionConfig config() {
    return config;
  }

  /** Drops all partitions that may be dropped now. */
  PurgeOutcome run(PurgeCaller caller) {
    if (config.signingKey().isEmpty() && !config.unsigned()) {
      return new Unsigned();
    }
    running.lock();
    try (Connection connection = purger.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      return run(connection, caller);
    } catch (SQLException e) {
      failures.increment();
      log.warn("Audit partitions could not be purged (SQL state {})", e.getSQLState());
      return new Failed(Objects.requireNonNullElse(e.getSQLState(), "-"));
    } finally {
      running.unlock();
    }
  }

  private Done run(Connection connection, PurgeCaller caller) throws SQLException {
    Instant now = clock.instant();
    Instant cutoff = now.minus(config.keep());
    PurgeStatements sql = new PurgeStatements(connection, cutoff.toEpochMilli());
    List<DroppedPartition> dropped = new ArrayList<>();
    Map<String, String> refused = new HashMap<>();
    for (PurgeStatements.PartitionPlan planned : sql.plan()) {
      if (planned.kept().isEmpty()) {
        String partition = planned.partition();
        try {
          dropped.add(drop(sql, partition, now.toEpochMilli(), caller));
        } catch (SQLException e) {
          sql.rollback();
          refused.put(partition, refusal(partition, e));
        }
      }
    }
    List<KeptPartition> kept = new ArrayList<>();
    // The plan is read again, so that holds that were added during the purge are reported.
    for (PurgeStatements.PartitionPlan planned : sql.plan()) {
      String stays = planned.kept().orElse(refused.getOrDefault(planned.partition(), IN_USE));
      kept.add(new KeptPartition(planned.partition(), stays, planned.kept().isEmpty()));
    }
    return new Done(cutoff, dropped, kept);
  }

  private DroppedPartition drop(
      PurgeStatements sql, String partition, long atMs, PurgeCaller caller) throws SQLException {
    List<AuditLinkRun> runs = sql.beginDrop(partition);
    sql.finishDrop(partition, boundaries(runs, partition, atMs), caller);
    purged.increment();
    log.info("Audit partition {} purged; boundaries: {}", partition, runs.size());
    return new DroppedPartition(partition, runs.size());
  }

  /** Returns the reason why a drop failed, so that the other partitions can still be dropped. */
  private String refusal(String partition, SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "-");
    if (LATER.contains(state)) {
      log.info("Audit partition {} stays for now (SQL state {})", partition, state);
      return IN_USE;
    }
    failures.increment();
    log.warn("Audit partition {} could not be purged (SQL state {})", partition, state);
    return "the database refused (" + state + ")";
  }

  private SignedBoundaries boundaries(List<AuditLinkRun> runs, String partition, long atMs) {
    List<ChainSignature> seals =
        runs.stream()
            .map(run -> run.boundary(partition, atMs))
            .map(left -> config.signingKey().map(left::signed).orElse(left).signature())
            .toList();
    String keyId =
        config.signingKey().map(ChainSigningKey::keyId).orElse(ChainSignature.NONE.keyId());
    return new SignedBoundaries(runs, seals, keyId, atMs);
  }

  /** A set of runs with their signatures. */
  record SignedBoundaries(
      List<AuditLinkRun> runs, List<ChainSignature> seals, String keyId, long atMs) {}
}
