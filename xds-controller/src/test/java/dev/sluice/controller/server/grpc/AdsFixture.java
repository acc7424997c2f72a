package dev.sluice.controller.server.grpc;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.grpc.TlsConfig;
import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.resources.push.PushConfig;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.xds.resource.NodeKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A discovery service on a free loopback port, with resources from the test. */
public final class AdsFixture implements AutoCloseable {
  public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final AgentRegistry agents = new AgentRegistry();
  private final UpdateLoop loop = new UpdateLoop();
  private final PushDistributor distributor;
  private final AdsService service;
  private final GrpcServer server;

  public AdsFixture() {
    this(PushConfig.DEFAULT, 100);
  }

  AdsFixture(PushConfig pace, int maxStreams) {
    this(pace, maxStreams, Optional.empty());
  }

  AdsFixture(PushConfig pace, int maxStreams, Optional<TlsConfig> tls) {
    distributor = new PushDistributor(loop, pace, metrics);
    service = new AdsService(distributor, loop, maxStreams, agents);
    server =
        GrpcServer.start(
            "xds",
            new GrpcServerConfig(
                new HostPort("127.0.0.1", 0), 4 << 20, 1000, Duration.ofSeconds(1), tls),
            new Readiness(),
            List.of(service));
  }

  public HostPort address() {
    return server.address();
  }

  /** Serves exactly these objects. */
  public void update(String cluster, Collection<ServedObject> objects) {
    onLoop(() -> {
      distributor.replace(List.of(cluster), objects);
      return true;
    });
  }

  public List<ResourceRejection> refusals(String node) {
    return onLoop(() ->
        distributor.rejections(new NodeIdentity(node, NodeKind.ENVOY, "lab", Optional.empty())));
  }

  /** Runs a task on the loop, after all tasks that were submitted before. */
  <T> T onLoop(Supplier<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.execute(() -> done.complete(task.get()));
    return done.join();
  }

  @Override
  public void close() {
    service.close();
    server.close();
    loop.close();
  }
}
