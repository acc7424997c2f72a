package dev.sluice.controller.server;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.common.lifecycle.Parts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.resources.Deployment;
import dev.sluice.controller.resources.Distributor;
import dev.sluice.controller.resources.NodeIdentity;
import dev.sluice.controller.resources.Pace;
import dev.sluice.controller.resources.UpdateLoop;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.store.ChangeFeed;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.TranslatorSettings;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A controller on a database; its nodes are played by tests, unless it listens. */
final class ControllerFixture implements AutoCloseable {
  private final Parts parts = new Parts();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Readiness readiness = new Readiness();
  private final UpdateLoop loop = parts.add("loop", new UpdateLoop());
  private final Distributor distributor =
      new Distributor(
          loop,
          new Pace(
              Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1 << 20),
          metrics);

  private final Agents agents = new Agents();

  ControllerFixture(Database database, Path folder) {
    distributor.awaitNodes();
    StateFile file = parts.add("state file", new StateFile(folder));
    StateKeeper state =
        parts.add("state", new StateKeeper(loop, distributor.store(), agents, file));
    GatewayTranslator translator =
        new GatewayTranslator(
            new TranslatorSettings(
                List.of(new HostPort("127.0.0.1", 1)),
                List.of(new HostPort("127.0.0.1", 2)),
                "127.0.0.1",
                0,
                ""));
    RevisionWriter revisions = new RevisionWriter();
    Compiler compiler =
        new Compiler(
            () -> new IncrementalCompiler(translator, SecretSource.NONE, "example.com"),
            loop,
            distributor,
            state,
            revisions,
            readiness.part("configuration"),
            metrics,
            Clock.systemUTC(),
            agents);
    ChangeFeed.Parts feed =
        new ChangeFeed.Parts(readiness.part("feed"), readiness.part("database"));
    parts.add("feed", ChangeFeed.start(database, compiler, feed, metrics));
    parts.add(
        "proof",
        ProofWriter.start(
            new ProofSettings(Duration.ofMillis(50), true),
            loop,
            distributor,
            compiler::findings,
            revisions,
            database,
            metrics));
  }

  /** Serves real nodes too, on a free port of the loopback. */
  HostPort listen() {
    AdsService service = parts.add("ads", new AdsService(distributor, loop, 10, agents));
    GrpcServerConfig config =
        new GrpcServerConfig(
            new HostPort("127.0.0.1", 0), 4 << 20, 100, Duration.ofSeconds(1), Optional.empty());
    GrpcServer server = GrpcServer.start("xds", config, new Readiness(), List.of(service));
    return parts.add("server", server).address();
  }

  boolean ready() {
    return readiness.ready();
  }

  /** A node that asks for everything and takes it, unless it is told to refuse. */
  PlayedNode node(NodeIdentity identity) {
    PlayedNode node = new PlayedNode(loop);
    loop.ask(
            () -> {
              node.begin(distributor.open(identity, node));
              return true;
            })
        .join();
    return node;
  }

  /** Why the holder of a certificate may not be that node. */
  Optional<Status> refusal(SpiffeId peer, NodeIdentity node) {
    return loop.ask(() -> agents.refusal(peer, node)).join();
  }

  List<Deployment> deployments(String object) {
    return loop.ask(() -> distributor.deployments(object)).join();
  }

  /** What is served, as versions by cluster, type and name. */
  Map<String, String> served() {
    return loop.ask(
            () -> {
              Map<String, String> served = new TreeMap<>();
              distributor
                  .store()
                  .saved()
                  .forEach(saved ->
                      saved
                          .served()
                          .resources()
                          .forEach(resource ->
                              served.put(
                                  saved.served().cluster()
                                      + " "
                                      + resource.type()
                                      + " "
                                      + resource.name(),
                                  resource.version())));
              return served;
            })
        .join();
  }

  @Override
  public void close() {
    parts.close();
  }
}
