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
import dev.sluice.controller.resources.Pace;
import dev.sluice.controller.resources.SavedObject;
import dev.sluice.controller.resources.ServedObject;
import dev.sluice.controller.resources.UpdateLoop;
import dev.sluice.controller.xds.GatewayTranslator;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts xds-controller: rows in, Envoy configuration out. */
public final class XdsControllerMain {
  private static final Duration LONGEST_BEGIN = Duration.ofSeconds(20);

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
    Distributor distributor = new Distributor(loop, Pace.DEFAULT, metrics);
    StateFile file = parts.add("state file", new StateFile(config.stateDir()));
    Optional<StateFile.State> last = file.read();
    last.ifPresent(state -> loop.execute(() -> distributor.store().remember(state.objects())));
    StateKeeper state = parts.add("state keeper", new StateKeeper(loop, distributor.store(), file));
    GatewayTranslator translator = new GatewayTranslator(config.translator());
    RevisionWriter revisions = new RevisionWriter();
    Compiler compiler =
        new Compiler(
            () -> new IncrementalCompiler(translator, config.domain()),
            loop,
            distributor,
            state,
            revisions,
            configuration,
            metrics);
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
                readiness,
                metrics));
    parts.add("ops", new OpsServer(config.ops(), readiness, metrics));
    try {
      database.start();
      // Nodes that would only be sent away again have no use for an open port.
      if (!compiler.awaitBegin(LONGEST_BEGIN)) {
        last.ifPresent(
            good -> serveLastGood(good, "no rows read yet", loop, distributor, readiness));
      }
    } catch (AbsentException e) {
      serveLastGood(last.orElseThrow(() -> e), "database away", loop, distributor, readiness);
      database.startLater(e);
    }
    AdsService ads = new AdsService(distributor, loop, config.maxStreams());
    parts.add("xds", GrpcServer.start("xds", config.xds(), readiness, List.of(ads)));
    parts.add("ads streams", ads);
  }

  private static void serveLastGood(
      StateFile.State last,
      String why,
      UpdateLoop loop,
      Distributor distributor,
      Readiness readiness) {
    List<ServedObject> objects = last.objects().stream().map(SavedObject::served).toList();
    List<String> clusters = objects.stream().map(ServedObject::cluster).distinct().toList();
    loop.execute(() -> {
      if (distributor.store().isEmpty()) {
        distributor.replace(clusters, objects);
      }
    });
    readiness.part("configuration").ready("last good of " + last.at() + ", " + why);
    readiness.part("feed").ready("not begun, " + why);
  }
}
