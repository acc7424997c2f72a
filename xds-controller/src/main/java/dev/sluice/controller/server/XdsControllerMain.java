package dev.sluice.controller.server;

import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.server.CommonParts;
import dev.sluice.common.server.ServerProcess;
import dev.sluice.common.server.ServerWiring;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.controller.audit.AuditPurge;
import dev.sluice.controller.audit.PurgeEndpoint;
import dev.sluice.controller.audit.RetentionConfig;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.secrets.SecretFileWatcher;
import dev.sluice.controller.server.agent.AgentService;
import dev.sluice.controller.server.defence.WatchedRoutes;
import dev.sluice.controller.server.deployment.DeploymentStatusWriter;
import dev.sluice.controller.server.deployment.RevisionWriter;
import dev.sluice.controller.server.grpc.AdsService;
import dev.sluice.controller.server.grpc.AgentRegistry;
import dev.sluice.controller.server.grpc.ReportHandler;
import dev.sluice.controller.server.grpc.ReportsService;
import dev.sluice.controller.server.state.LastGoodFallback;
import dev.sluice.controller.server.state.StateFile;
import dev.sluice.controller.server.state.StateSaver;
import dev.sluice.controller.xds.GatewayTranslator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The main class of xds-controller, which turns database rows into Envoy configuration. */
public final class XdsControllerMain {
  private static final String NAME = "xds-controller";
  private static final String XDS = "xds";
  private static final String CONFIGURATION = "configuration";
  private static final Duration FIRST_COMPILE_LIMIT = Duration.ofSeconds(20);
  private static final Duration SECRET_POLL_INTERVAL = Duration.ofSeconds(1);

  private XdsControllerMain() {}

  public static void main(String[] args) {
    ServerProcess.main(
        NAME,
        args,
        new ServerWiring<>(
            ControllerConfig::read, XdsControllerMain::start, ControllerDependencies::probe));
  }

  private static void start(ControllerConfig config, ServerParts parts) {
    CommonParts common =
        CommonParts.start(
            NAME, config.ops(), Optional.empty(), List.of(CONFIGURATION, "feed", XDS), parts);
    MeterRegistry metrics = common.metrics();
    Readiness readiness = common.readiness();
    Readiness.Component configuration = readiness.component(CONFIGURATION);

    UpdateLoop loop = parts.add("update loop", new UpdateLoop());
    PushDistributor distributor = new PushDistributor(loop, config.push(), metrics);
    StateFile file = parts.add("state file", new StateFile(config.stateDir()));
    Optional<StateFile.PersistedState> last = file.read();
    last.ifPresent(state -> loop.execute(() -> distributor.store().restore(state.objects())));
    AgentRegistry agents = new AgentRegistry();
    StateSaver state =
        parts.add("state saver", new StateSaver(loop, distributor.store(), agents, file));
    GatewayTranslator translator = new GatewayTranslator(config.translator());
    RevisionWriter revisions = new RevisionWriter();
    WatchedRoutes watched = new WatchedRoutes();
    SecretFileWatcher secrets =
        parts.add("secrets", new SecretFileWatcher(config.secretsDir(), Clock.systemUTC()));
    LastGoodFallback lastGood =
        new LastGoodFallback(loop, distributor, agents, secrets, translator, configuration);
    CompilePipeline compiler =
        new CompilePipeline(
            () -> new IncrementalCompiler(translator, secrets, config.domain()),
            loop,
            distributor,
            state,
            revisions,
            watched,
            configuration,
            metrics,
            Clock.systemUTC(),
            agents);
    AuditPurge purge = purge(config, metrics);
    ReportHandler reports = new ReportHandler(metrics);
    AgentService agentService =
        new AgentService(config.agentStreams(), config.maxStreams(), metrics);
    DatabaseConnector database =
        parts.add(
            "database connector",
            new DatabaseConnector(
                config,
                compiler,
                watched,
                (opened, feed) ->
                    DeploymentStatusWriter.start(
                        config.deploymentStatus(),
                        loop,
                        distributor,
                        compiler::findings,
                        revisions,
                        feed::handled,
                        opened,
                        metrics),
                reports,
                agentService,
                purge,
                readiness,
                metrics));
    common.ops().addAction(PurgeEndpoint.PATH, new PurgeEndpoint(purge, Clock.systemUTC()));
    try {
      database.start();
      // The port opens only now, because until there is something to serve, every node would be
      // rejected.
      if (!compiler.awaitFirstCompile(FIRST_COMPILE_LIMIT)) {
        last.ifPresent(good -> lastGood.serve(good, "no rows read yet"));
      }
    } catch (MissingDependencyException e) {
      lastGood.serve(last.orElseThrow(() -> e), "database away");
      database.startLater(e);
    }
    secrets.start(
        SECRET_POLL_INTERVAL,
        () -> compiler.refreshSecrets(secrets::refresh, lastGood::refreshSecrets));
    AdsService ads = new AdsService(distributor, loop, config.maxStreams(), agents);
    distributor.expectNodes();
    ReportsService reportsService = parts.add("reports", new ReportsService(loop, agents, reports));
    GrpcServer xds =
        parts.add(
            XDS,
            GrpcServer.start(
                XDS, config.xds(), readiness, List.of(ads, reportsService, agentService)));
    Telemetry.exposeCertificateExpiry(metrics, "server", xds::certificateExpiry);
    Telemetry.exposeCertificateExpiry(metrics, "listeners", secrets::firstExpiry);
    Telemetry.exposeDiskSpace(metrics, config.stateDir());
    parts.add("ads streams", ads);
    parts.add("agent streams", agentService);
  }

  private static AuditPurge purge(ControllerConfig config, MeterRegistry metrics) {
    RetentionConfig retention = config.retention();
    return new AuditPurge(
        config.database().asRole(retention.user(), retention.password(), "sluice-purge"),
        retention,
        Clock.systemUTC(),
        metrics);
  }
}
