package dev.sluice.controller.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.lifecycle.AbsentException;
import dev.sluice.common.lifecycle.Parts;
import dev.sluice.common.lifecycle.ServerProcess;
import dev.sluice.common.ops.OpsServer;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.controller.resources.Distributor;
import dev.sluice.controller.resources.Pace;
import dev.sluice.controller.resources.ServedGateway;
import dev.sluice.controller.resources.UpdateLoop;
import dev.sluice.controller.xds.GatewayTranslator;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** Starts xds-controller: rows in, Envoy configuration out. */
public final class XdsControllerMain {
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
    StateFile state = parts.add("state file", new StateFile(config.stateDir()));
    GatewayTranslator translator = new GatewayTranslator(config.translator());
    DatabaseLink database =
        parts.add(
            "database link",
            new DatabaseLink(
                config,
                snapshots ->
                    new Compiler(
                        snapshots, translator, loop, distributor, state, configuration, metrics),
                readiness,
                metrics));
    parts.add("ops", new OpsServer(config.ops(), readiness, metrics));
    try {
      database.start();
    } catch (AbsentException e) {
      serveLastGood(state.read().orElseThrow(() -> e), loop, distributor, readiness);
      database.startLater(e);
    }
    AdsService ads = new AdsService(distributor, loop, config.maxStreams());
    parts.add("xds", GrpcServer.start("xds", config.xds(), readiness, List.of(ads)));
    parts.add("ads streams", ads);
  }

  private static void serveLastGood(
      StateFile.State last, UpdateLoop loop, Distributor distributor, Readiness readiness) {
    List<String> clusters = last.gateways().stream().map(ServedGateway::cluster).toList();
    loop.execute(() -> distributor.serve(clusters, last.gateways()));
    readiness.part("configuration").ready("last good of " + last.at() + ", database away");
    readiness.part("feed").ready("not begun, database away");
  }
}
