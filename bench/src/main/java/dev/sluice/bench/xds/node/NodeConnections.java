package dev.sluice.bench.xds.node;

import dev.sluice.e2e.process.ConditionWait;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The gRPC channels of a fleet to one port of this machine. */
final class NodeConnections implements AutoCloseable {
  private static final int STREAMS_EACH = 20;

  /** A short backoff like Envoy's, because gRPC's own would grow. */
  private static final int REDIAL_MS = 500;

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final ScheduledExecutorService redialer = Executors.newSingleThreadScheduledExecutor();

  NodeConnections(int port, int nodes) {
    for (int i = 0; i < (nodes + STREAMS_EACH - 1) / STREAMS_EACH; i++) {
      channels.add(
          NettyChannelBuilder.forAddress("127.0.0.1", port)
              .usePlaintext()
              .directExecutor()
              .maxInboundMessageSize(Integer.MAX_VALUE)
              .build());
    }
    var _ =
        redialer.scheduleWithFixedDelay(
            () -> channels.forEach(ManagedChannel::resetConnectBackoff),
            REDIAL_MS,
            REDIAL_MS,
            TimeUnit.MILLISECONDS);
  }

  /** Returns the channel of a node's stream. */
  Channel of(int node) {
    return channels.get(node / STREAMS_EACH);
  }

  @Override
  public void close() {
    redialer.shutdownNow();
    channels.forEach(ManagedChannel::shutdownNow);
    ConditionWait.becomesTrue(
        CLOSE_LIMIT, () -> channels.stream().allMatch(ManagedChannel::isTerminated));
  }
}
