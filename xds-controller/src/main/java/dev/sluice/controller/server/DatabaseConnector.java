package dev.sluice.controller.server;

import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.report.PolicyReporter;
import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.controller.api.ManagementApi;
import dev.sluice.controller.api.agent.AgentTokens;
import dev.sluice.controller.audit.AuditPurge;
import dev.sluice.controller.audit.DailyPurge;
import dev.sluice.controller.audit.DecisionReconciler;
import dev.sluice.controller.audit.PartitionCreator;
import dev.sluice.controller.server.agent.AgentService;
import dev.sluice.controller.server.agent.CommandRunner;
import dev.sluice.controller.server.defence.DefenceRunner;
import dev.sluice.controller.server.defence.WatchedRoutes;
import dev.sluice.controller.server.deployment.DeploymentStatusWriter;
import dev.sluice.controller.server.grpc.ReportHandler;
import dev.sluice.controller.server.playground.PlaygroundClient;
import dev.sluice.controller.server.release.ReleaseRunner;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.changefeed.ChangeFeed;
import dev.sluice.controller.store.management.ManagementDatabase;
import dev.sluice.report.v1.PolicyReport;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A starter of the parts that need the database: at once, or as soon as the database is reachable.
 */
final class DatabaseConnector implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseConnector.class);
  private static final String OWN_POLICIES = "xds-controller";
  private static final Duration RETRY = Duration.ofSeconds(2);
  private final ControllerConfig config;
  private final CompilePipeline compiler;
  private final WatchedRoutes watched;
  private final BiFunction<Database, ChangeFeed, DeploymentStatusWriter> proof;
  private final ReportHandler reports;
  private final AgentService agentService;
  private final AuditPurge purge;
  private final Readiness readiness;
  private final Readiness.Component part;
  private final MeterRegistry metrics;
  private final ServerParts parts = new ServerParts();
  private final CountDownLatch closing = new CountDownLatch(1);

  DatabaseConnector(
      ControllerConfig config,
      CompilePipeline compiler,
      WatchedRoutes watched,
      BiFunction<Database, ChangeFeed, DeploymentStatusWriter> proof,
      ReportHandler reports,
      AgentService agentService,
      AuditPurge purge,
      Readiness readiness,
      MeterRegistry metrics) {
    this.config = config;
    this.compiler = compiler;
    this.watched = watched;
    this.proof = proof;
    this.reports = reports;
    this.agentService = agentService;
    this.purge = purge;
    this.readiness = readiness;
    this.part = readiness.component("database");
    this.metrics = metrics;
  }

  /**
   * Starts all parts, or none and throws.
   *
   * @throws MissingDependencyException when the database cannot be reached
   */
  void start() {
    ServerParts started = new ServerParts();
    try {
      start(started);
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    parts.add("database", started);
  }

  private void start(ServerParts started) {
    Database database = started.add("pool", Database.open(config.database(), config.sample()));
    part.ready("migrated");
    started.add(
        "audit partitions",
        PartitionCreator.start(database.dataSource(), Clock.systemUTC(), readiness, metrics));
    started.add("audit purge", DailyPurge.start(purge));
    started.add(
        "audit reconciler",
        DecisionReconciler.start(
            database.dataSource(), config.reconcile(), Clock.systemUTC(), metrics));
    // Before the feed, so that a controller that is ready also serves agents and the API.
    started.add(
        "agent streams",
        agentService.open(
            database,
            AgentTokens.of(config.agents(), new ManagementDatabase(database), Clock.systemUTC())));
    config
        .api()
        .ifPresent(api -> {
          // A pool of its own, so that neither slow requests nor the compiler wait for the other.
          Database ofApi =
              started.add("api pool", database.openPool("api", api.databasePoolSize()));
          started.add(
              "management api",
              ManagementApi.start(
                  api,
                  config.agents(),
                  ofApi,
                  config.stateDir(),
                  config.domain(),
                  compiler,
                  PolicyReporter.start(this::savePolicies, started),
                  api.playground()
                      .map(servers -> started.add("playground", new PlaygroundClient(servers))),
                  readiness,
                  metrics));
        });
    ChangeFeed.ReadinessParts states =
        new ChangeFeed.ReadinessParts(readiness.component("feed"), part);
    ChangeFeed feed =
        started.add("change feed", ChangeFeed.start(database, compiler, states, metrics));
    started.add("proof writer", proof.apply(database, feed));
    started.add("reports", reports.open(database));
    started.add("agent commands", CommandRunner.start(database, metrics));
    started.add("releases", ReleaseRunner.start(database, Clock.systemUTC(), metrics));
    started.add("defence", DefenceRunner.start(watched, database, Clock.systemUTC(), metrics));
  }

  private void savePolicies(PolicyReport report) throws ReportRejectedException {
    try {
      reports.save(OWN_POLICIES, report);
    } catch (StatusRuntimeException e) {
      throw new ReportRejectedException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Starts all parts when the database becomes reachable; until then the last good state is served.
   */
  void startLater(MissingDependencyException why) {
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
        } catch (MissingDependencyException e) {
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
