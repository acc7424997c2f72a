package dev.sluice.controller.server;

import dev.sluice.controller.compile.CompileResult;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.node.NodeRequest;
import dev.sluice.controller.resources.push.NodeStream;
import dev.sluice.controller.resources.push.PushConfig;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.ResponseSender;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.server.grpc.NodeRequestMarshaller;
import dev.sluice.controller.xds.resource.NodeKind;
import dev.sluice.controller.xds.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A warm-up that compiles changes of an invented gateway and pushes them to an invented node.
 * Without it, the first changes of real rows would run on interpreted code. Now and then another
 * node reconnects with a thousand names. The warm-up shares no state with the real parts.
 */
final class PushWarmUp {
  private static final int CHANGES = 3_000;
  private static final int CHANGES_BETWEEN_RETURNS = 20;
  private static final int NAMES = 1_000;
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final NodeIdentity NODE = identity("node");
  private static final NodeIdentity OTHER = identity("other");

  private PushWarmUp() {}

  private static NodeIdentity identity(String name) {
    return new NodeIdentity(
        WarmUpEntities.CLUSTER + "/" + name,
        NodeKind.ENVOY,
        WarmUpEntities.CLUSTER,
        Optional.empty());
  }

  /** Runs once in the background, while the rows are read, and ends by itself. */
  static void start(IncrementalCompiler compiler) {
    Thread.ofPlatform().name("run-in").daemon(true).start(() -> run(compiler, CHANGES, LONGEST));
  }

  /** Returns the number of pushes that the node acknowledged. */
  static int run(IncrementalCompiler compiler, int changes, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try (UpdateLoop loop = new UpdateLoop()) {
      PushConfig pace =
          new PushConfig(
              Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1 << 20);
      PushDistributor distributor = new PushDistributor(loop, pace, new SimpleMeterRegistry());
      update(
          loop,
          distributor,
          compiler.apply(
              new DomainChange.Incremental(WarmUpEntities.all(), List.of()), Instant.EPOCH));
      WarmUpNode node = new WarmUpNode();
      loop.submit(() -> node.begin(distributor.open(NODE, node))).join();
      byte[] opening = opening();
      NodeRequestMarshaller requests = new NodeRequestMarshaller();
      for (int n = 0; n < changes && System.nanoTime() - end < 0; n++) {
        if (n % CHANGES_BETWEEN_RETURNS == 0) {
          NodeRequest back = requests.parse(new ByteArrayInputStream(opening));
          loop.submit(() -> WarmUpNode.comeBack(distributor, back)).join();
        }
        DomainChange change =
            new DomainChange.Incremental(List.of(WarmUpEntities.changedRoute(n % 2)), List.of());
        update(loop, distributor, compiler.apply(change, Instant.EPOCH));
      }
      return node.pushes;
    }
  }

  /** Returns the first request of a node that has many resources that no longer exist. */
  private static byte[] opening() {
    DeltaDiscoveryRequest.Builder request =
        DeltaDiscoveryRequest.newBuilder().setTypeUrl(ResourceType.ROUTES.url());
    for (int n = 0; n < NAMES; n++) {
      String name = WarmUpEntities.PUBLISH + "/00000000-0000-0000-0000-" + n;
      request.addResourceNamesSubscribe(name).putInitialResourceVersions(name, "0123456789abcdef");
    }
    return request.build().toByteArray();
  }

  private static void update(UpdateLoop loop, PushDistributor distributor, CompileResult compiled) {
    loop.submit(
            () -> {
              distributor.update(compiled.clusters(), compiled.objects());
              return true;
            })
        .join();
  }

  /** A node that acknowledges every push, as an Envoy does. */
  private static final class WarmUpNode implements ResponseSender {
    private Optional<NodeStream> stream = Optional.empty();
    private int pushes;

    static boolean comeBack(PushDistributor distributor, NodeRequest opening) {
      WarmUpNode node = new WarmUpNode();
      NodeStream opened = distributor.open(OTHER, node);
      node.stream = Optional.of(opened);
      opened.request(opening);
      distributor.close(opened);
      return true;
    }

    boolean begin(NodeStream opened) {
      stream = Optional.of(opened);
      for (ResourceType type :
          List.of(ResourceType.CLUSTER, ResourceType.LISTENER, ResourceType.SCOPE)) {
        opened.request(DeltaDiscoveryRequest.newBuilder().setTypeUrl(type.url()).build());
      }
      opened.request(
          DeltaDiscoveryRequest.newBuilder()
              .setTypeUrl(ResourceType.ROUTES.url())
              .addResourceNamesSubscribe("publish/" + WarmUpEntities.PUBLISH)
              .build());
      return true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void send(DeltaDiscoveryResponse response) {
      pushes++;
      var _ = response.toByteString();
      DeltaDiscoveryRequest answer =
          DeltaDiscoveryRequest.newBuilder()
              .setTypeUrl(response.getTypeUrl())
              .setResponseNonce(response.getNonce())
              .build();
      stream.ifPresent(open -> open.request(answer));
    }

    @Override
    public void abort() {
      stream = Optional.empty();
    }
  }
}
