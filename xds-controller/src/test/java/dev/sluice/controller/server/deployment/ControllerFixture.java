package dev.sluice.controller.server.deployment;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.push.ObjectDeployment;
import dev.sluice.controller.resources.push.PushConfig;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.server.CompilePipeline;
import dev.sluice.controller.server.defence.WatchedRoutes;
import dev.sluice.controller.server.grpc.AdsService;
import dev.sluice.controller.server.grpc.AgentRegistry;
import dev.sluice.controller.server.grpc.FakeNode;
import dev.sluice.controller.server.state.StateFile;
import dev.sluice.controller.server.state.StateSaver;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.changefeed.ChangeFeed;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A controller on a database; tests act as its nodes, unless it listens. */
public final class ControllerFixture implements AutoCloseable {
  private final ServerParts parts = new ServerParts();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Readiness readiness = new Readiness();
  private final UpdateLoop loop = parts.add("loop", new UpdateLoop());
  private final PushDistributor distributor =
      new PushDistributor(
          loop,
          new PushConfig(
              Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1 << 20),
          metrics);

  private final AgentRegistry agents = new AgentRegistry();

  public ControllerFixture(Database database, Path folder) {
    distributor.expectNodes();
    StateFile file = parts.add("state file", new StateFile(folder));
    StateSaver state = parts.add("state", new StateSaver(loop, distributor.store(), agents, file));
    GatewayTranslator translator =
        new GatewayTranslator(
            new TranslatorConfig(
                List.of(new HostPort("127.0.0.1", 1)),
                List.of(new HostPort("127.0.0.1", 2)),
                "127.0.0.1",
                0,
                ""));
    RevisionWriter revisions = new RevisionWriter();
    CompilePipeline compiler =
        new CompilePipeline(
            () -> new IncrementalCompiler(translator, SecretSource.NONE, "example.com"),
            loop,
            distributor,
            state,
            revisions,
            new WatchedRoutes(),
            readiness.component("configuration"),
            metrics,
            Clock.systemUTC(),
            agents);
    ChangeFeed.ReadinessParts states =
        new ChangeFeed.ReadinessParts(readiness.component("feed"), readiness.component("database"));
    ChangeFeed feed = parts.add("feed", ChangeFeed.start(database, compiler, states, metrics));
    parts.add(
        "proof",
        DeploymentStatusWriter.start(
            new DeploymentStatusConfig(Duration.ofMillis(50), true),
            loop,
            distributor,
            compiler::findings,
            revisions,
            feed::handled,
            database,
            metrics));
  }

  /** Serves real nodes too, on a free loopback port. */
  public HostPort listen() {
    AdsService service = parts.add("ads", new AdsService(distributor, loop, 10, agents));
    GrpcServerConfig config =
        new GrpcServerConfig(
            new HostPort("127.0.0.1", 0), 4 << 20, 100, Duration.ofSeconds(1), Optional.empty());
    GrpcServer server = GrpcServer.start("xds", config, new Readiness(), List.of(service));
    return parts.add("server", server).address();
  }

  public boolean ready() {
    return readiness.ready();
  }

  /**
   * Connects a node that requests everything and acknowledges it, unless the test makes it refuse.
   */
  public FakeNode node(NodeIdentity identity) {
    FakeNode node = new FakeNode(loop);
    loop.submit(
            () -> {
              node.begin(distributor.open(identity, node));
              return true;
            })
        .join();
    return node;
  }

  /** Returns the reason why the holder of a certificate may not use a node identity. */
  public Optional<Status> refusal(SpiffeId peer, NodeIdentity node) {
    return loop.submit(() -> agents.rejectionStatus(peer, node)).join();
  }

  List<ObjectDeployment> deployments(String object) {
    return loop.submit(() -> distributor.deployments(object)).join();
  }

  /** Returns the served versions by cluster, type and name. */
  public Map<String, String> served() {
    return loop.submit(
            () -> {
              Map<String, String> served = new TreeMap<>();
              distributor
                  .store()
                  .savedObjects()
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
