package dev.sluice.controller.server;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.grpc.TlsConfig;
import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.resources.Distributor;
import dev.sluice.controller.resources.NodeIdentity;
import dev.sluice.controller.resources.NodeKind;
import dev.sluice.controller.resources.Pace;
import dev.sluice.controller.resources.Refusal;
import dev.sluice.controller.resources.ServedObject;
import dev.sluice.controller.resources.UpdateLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The discovery service on a free port of the loopback, filled by hand. */
final class AdsFixture implements AutoCloseable {
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final Agents agents = new Agents();
  private final UpdateLoop loop = new UpdateLoop();
  private final Distributor distributor;
  private final AdsService service;
  private final GrpcServer server;

  AdsFixture() {
    this(Pace.DEFAULT, 100);
  }

  AdsFixture(Pace pace, int maxStreams) {
    this(pace, maxStreams, Optional.empty());
  }

  AdsFixture(Pace pace, int maxStreams, Optional<TlsConfig> tls) {
    distributor = new Distributor(loop, pace, metrics);
    service = new AdsService(distributor, loop, maxStreams, agents);
    server =
        GrpcServer.start(
            "xds",
            new GrpcServerConfig(
                new HostPort("127.0.0.1", 0), 4 << 20, 1000, Duration.ofSeconds(1), tls),
            new Readiness(),
            List.of(service));
  }

  HostPort address() {
    return server.address();
  }

  /** Serves exactly these objects. */
  void update(String cluster, Collection<ServedObject> objects) {
    onLoop(() -> {
      distributor.replace(List.of(cluster), objects);
      return true;
    });
  }

  List<Refusal> refusals(String node) {
    return onLoop(() ->
        distributor.refusals(new NodeIdentity(node, NodeKind.ENVOY, "lab", Optional.empty())));
  }

  /** Runs on the loop, after everything that was handed to it before. */
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
