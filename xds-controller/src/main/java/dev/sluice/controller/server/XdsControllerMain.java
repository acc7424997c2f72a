package dev.sluice.controller.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.lifecycle.AbsentException;
import dev.sluice.common.lifecycle.Parts;
import dev.sluice.common.lifecycle.ServerProcess;
import dev.sluice.common.ops.OpsServer;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.resources.Distributor;
import dev.sluice.controller.resources.UpdateLoop;
import dev.sluice.controller.retention.AuditPurge;
import dev.sluice.controller.retention.PurgeEndpoint;
import dev.sluice.controller.retention.RetentionConfig;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.secrets.SecretWatch;
import dev.sluice.controller.xds.GatewayTranslator;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts xds-controller: rows in, Envoy configuration out. */
public final class XdsControllerMain {
  private static final Duration LONGEST_BEGIN = Duration.ofSeconds(20);
  private static final Duration LOOK_AT_SECRETS = Duration.ofSeconds(1);

  private XdsControllerMain() {}

  public static void main(String[] args) {
    ServerProcess.main("xds-controller", args, XdsControllerMain::start);
  }

  private static void start(ConfigReader reader, Parts parts) {
    ControllerConfig config = ControllerConfig.read(reader);
    reader.finish();
    PrometheusMeterRegistry metrics = Telemetry.registry("xds-controller");
    Readiness readiness = new Readiness();
    Readiness.Part configuration = readiness.part("configuration");
    readiness.part("feed");

    UpdateLoop loop = parts.add("update loop", new UpdateLoop());
    Distributor distributor = new Distributor(loop, config.pace(), metrics);
    StateFile file = parts.add("state file", new StateFile(config.stateDir()));
    Optional<StateFile.State> last = file.read();
    last.ifPresent(state -> loop.execute(() -> distributor.store().remember(state.objects())));
    Agents agents = new Agents();
    StateKeeper state =
        parts.add("state keeper", new StateKeeper(loop, distributor.store(), agents, file));
    GatewayTranslator translator = new GatewayTranslator(config.translator());
    RevisionWriter revisions = new RevisionWriter();
    SecretWatch secrets =
        parts.add("secrets", new SecretWatch(config.secretsDir(), Clock.systemUTC()));
    LastGood lastGood = new LastGood(loop, distributor, agents, secrets, translator, configuration);
    Compiler compiler =
        new Compiler(
            () -> new IncrementalCompiler(translator, secrets, config.domain()),
            loop,
            distributor,
            state,
            revisions,
            configuration,
            metrics,
            Clock.systemUTC(),
            agents);
    AuditPurge purge = purge(config, metrics);
    ReportDesk reports = new ReportDesk(metrics);
    DatabaseLink database =
        parts.add(
            "database link",
            new DatabaseLink(
                config,
                compiler,
                opened ->
                    ProofWriter.start(
                        config.proof(),
                        loop,
                        distributor,
                        compiler::findings,
                        revisions,
                        opened,
                        metrics),
                reports,
                purge,
                distributor::isQuiet,
                readiness,
                metrics));
    PurgeEndpoint endpoint = new PurgeEndpoint(purge, Clock.systemUTC());
    parts.add(
        "ops",
        new OpsServer(config.ops(), readiness, metrics, Map.of(PurgeEndpoint.PATH, endpoint)));
    RunIn.start(new IncrementalCompiler(translator, SecretSource.NONE, config.domain()));
    try {
      database.start();
      // Nodes that would only be sent away again have no use for an open port.
      if (!compiler.awaitBegin(LONGEST_BEGIN)) {
        last.ifPresent(good -> lastGood.serve(good, "no rows read yet"));
      }
    } catch (AbsentException e) {
      lastGood.serve(last.orElseThrow(() -> e), "database away");
      database.startLater(e);
    }
    secrets.start(
        LOOK_AT_SECRETS,
        () -> {
          if (!compiler.secretsChanged()) {
            lastGood.secretsChanged();
          }
        });
    AdsService ads = new AdsService(distributor, loop, config.maxStreams(), agents);
    distributor.awaitNodes();
    ReportsService desk = parts.add("reports", new ReportsService(loop, agents, reports));
    parts.add("xds", GrpcServer.start("xds", config.xds(), readiness, List.of(ads, desk)));
    parts.add("ads streams", ads);
  }

  private static AuditPurge purge(ControllerConfig config, PrometheusMeterRegistry metrics) {
    RetentionConfig retention = config.retention();
    return new AuditPurge(
        config.database().as(retention.user(), retention.password(), "sluice-purge"),
        retention,
        Clock.systemUTC(),
        metrics);
  }
}
