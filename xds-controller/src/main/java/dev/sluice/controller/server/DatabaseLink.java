package dev.sluice.controller.server;

import dev.sluice.common.lifecycle.AbsentException;
import dev.sluice.common.lifecycle.Parts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.reconcile.Reconciler;
import dev.sluice.controller.retention.AuditPurge;
import dev.sluice.controller.retention.DailyPurge;
import dev.sluice.controller.retention.PartitionKeeper;
import dev.sluice.controller.store.ChangeFeed;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.ReadRehearsal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that need the database: started at once, or as soon as it is there. */
final class DatabaseLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseLink.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private final ControllerConfig config;
  private final Compiler compiler;
  private final Function<Database, ProofWriter> proof;
  private final ReportDesk reports;
  private final AuditPurge purge;
  private final BooleanSupplier quiet;
  private final Readiness readiness;
  private final Readiness.Part part;
  private final MeterRegistry metrics;
  private final Parts parts = new Parts();
  private final CountDownLatch closing = new CountDownLatch(1);

  DatabaseLink(
      ControllerConfig config,
      Compiler compiler,
      Function<Database, ProofWriter> proof,
      ReportDesk reports,
      AuditPurge purge,
      BooleanSupplier quiet,
      Readiness readiness,
      MeterRegistry metrics) {
    this.config = config;
    this.compiler = compiler;
    this.proof = proof;
    this.reports = reports;
    this.purge = purge;
    this.quiet = quiet;
    this.readiness = readiness;
    this.part = readiness.part("database");
    this.metrics = metrics;
  }

  /**
   * Starts everything, or nothing and throws.
   *
   * @throws AbsentException when the database cannot be reached
   */
  void start() {
    Parts started = new Parts();
    try {
      start(started);
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    parts.add("database", started);
  }

  private void start(Parts started) {
    Database database = started.add("pool", Database.open(config.database(), config.sample()));
    part.ready("migrated");
    started.add(
        "audit partitions",
        PartitionKeeper.start(database.dataSource(), Clock.systemUTC(), readiness, metrics));
    started.add("audit purge", DailyPurge.start(purge));
    started.add(
        "audit reconciler",
        Reconciler.start(database.dataSource(), config.reconcile(), Clock.systemUTC(), metrics));
    ChangeFeed.Parts feed = new ChangeFeed.Parts(readiness.part("feed"), part);
    started.add("change feed", ChangeFeed.start(database, compiler, feed, metrics));
    started.add("proof writer", proof.apply(database));
    started.add("reports", reports.open(database));
    started.add("read rehearsal", ReadRehearsal.start(database, quiet));
  }

  /** Starts everything when the database comes; until then something else is served. */
  void startLater(AbsentException why) {
    log.warn("{}; serving the last good configuration", why.getMessage());
    part.failed("away since the start, the last good configuration is served");
    Thread.ofVirtual().name("database-link").start(this::keepTrying);
  }

  private void keepTrying() {
    try {
      while (!closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          start();
          return;
        } catch (AbsentException e) {
          log.debug("still no database", e);
        } catch (RuntimeException e) {
          log.warn("The database cannot be used yet: {}", e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    parts.close();
  }
}
