package dev.sluice.bench.xds.node;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ProcessFailedException;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** A fleet of simulated nodes whose streams share several connections. */
public final class NodeFleet implements AutoCloseable {

  /** An event of a resource at a node. */
  public enum Event {
    UPSERTED,
    REMOVED
  }

  /** The number of nodes that exchange their initial state at a time. */
  private static final int OPENING_AT_ONCE = 16;

  private static final int BACK_OFF_MS = 250;

  private final NodeTraffic.Counter traffic = new NodeTraffic.Counter();
  private final MethodDescriptor<ByteString, DeltaMethod.Response> method = DeltaMethod.of(traffic);
  private final ResourceNumbers numbers = new ResourceNumbers();
  private final NodeConnections connections;
  private final List<DeltaNode> nodes = new ArrayList<>();
  private final Semaphore opening = new Semaphore(OPENING_AT_ONCE);
  private final ScheduledExecutorService opener = Executors.newSingleThreadScheduledExecutor();
  private final AtomicIntegerArray permits;
  private final AtomicIntegerArray synced;
  private final AtomicInteger syncedNodes = new AtomicInteger();
  private volatile int scopes;
  private volatile @Nullable ResourceWatch watch;
  private volatile String failure = "no stream has failed";

  /** Creates nodes named {@code <cluster>/<prefix>0} and so on, for one port of this machine. */
  public NodeFleet(int port, String cluster, String prefix, int size) {
    this.permits = new AtomicIntegerArray(size);
    this.synced = new AtomicIntegerArray(size);
    this.connections = new NodeConnections(port, size);
    var initial = new InitialRequests();
    for (int i = 0; i < size; i++) {
      nodes.add(new DeltaNode(i, node(cluster, prefix + i), this, numbers, initial));
    }
  }

  public int size() {
    return nodes.size();
  }

  /** Opens all streams and returns when every node has its resources and that many scopes. */
  public void connect(int scopes, Duration limit) {
    this.scopes = scopes;
    nodes.forEach(node -> opener.execute(() -> open(node)));
    if (!ConditionWait.becomesTrue(limit, () -> syncedNodes.get() == nodes.size())) {
      throw new ProcessFailedException(
          "only %d of %d simulated nodes held everything after %d s; last failure: %s"
              .formatted(syncedNodes.get(), nodes.size(), limit.toSeconds(), failure));
    }
  }

  /** Starts to watch for an event at all nodes, instead of the previous one. */
  public void watch(Event event, List<ResourceRef> resources) {
    int[] watched = resources.stream().mapToInt(numbers::resource).toArray();
    watch = new ResourceWatch(event, watched, nodes.size());
  }

  /** Returns the sorted times at which each node had seen the event for all resources. */
  public long[] await(Duration limit) {
    ResourceWatch current = watch;
    if (current == null) {
      throw new IllegalStateException("nothing is watched");
    }
    try {
      if (!current.await(limit.toNanos())) {
        throw new ProcessFailedException(
            "%d of %d simulated nodes had not seen the change after %d s; last failure: %s"
                .formatted(current.missing(), nodes.size(), limit.toSeconds(), failure));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while waiting for simulated nodes", e);
    }
    return current.sorted();
  }

  public NodeTraffic traffic() {
    return traffic.sum();
  }

  @Override
  public void close() {
    opener.shutdownNow();
    connections.close();
  }

  private static Node node(String cluster, String name) {
    Value kind = Value.newBuilder().setStringValue("envoy").build();
    return Node.newBuilder()
        .setId(cluster + "/" + name)
        .setCluster(cluster)
        .setMetadata(Struct.newBuilder().putFields("sluice_kind", kind))
        .build();
  }

  /** Records that a node has sent all initial requests. */
  void opened(DeltaNode node) {
    traffic.increment(NodeTraffic.TrafficKind.STREAMS);
    if (synced.get(node.number()) != 0) {
      release(node.number());
    }
  }

  /** Opens a stream again after a short time. */
  void closed(DeltaNode node, Status status) {
    failure = status.getCode() + " " + status.getDescription();
    release(node.number());
    int wait = BACK_OFF_MS + ThreadLocalRandom.current().nextInt(BACK_OFF_MS);
    try {
      var _ = opener.schedule(() -> open(node), wait, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      failure = "closed";
    }
  }

  /** Records a resource; {@code hadIt} is whether the node had the version already. */
  void upserted(int node, int resource, boolean hadIt, long nanos) {
    traffic.increment(NodeTraffic.TrafficKind.RESOURCES);
    if (hadIt) {
      traffic.increment(NodeTraffic.TrafficKind.REPEATED);
    }
    happened(Event.UPSERTED, node, resource, nanos);
  }

  void removed(int node, int resource, long nanos) {
    traffic.increment(NodeTraffic.TrafficKind.REMOVED);
    happened(Event.REMOVED, node, resource, nanos);
  }

  /** Records when a node has received everything for the first time. */
  void check(DeltaNode node, NodeState state) {
    if (synced.get(node.number()) == 0 && state.holdsAll(scopes)) {
      synced.set(node.number(), 1);
      syncedNodes.incrementAndGet();
      release(node.number());
    }
  }

  private void happened(Event event, int node, int resource, long nanos) {
    ResourceWatch current = watch;
    if (current != null) {
      current.happened(event, node, resource, nanos);
    }
  }

  private void open(DeltaNode node) {
    try {
      opening.acquire();
      permits.set(node.number(), 1);
      node.open(connections.of(node.number()), method);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void release(int node) {
    if (permits.getAndSet(node, 0) == 1) {
      opening.release();
    }
  }
}
