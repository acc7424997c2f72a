package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.ClusterChange;
import dev.sluice.controller.resources.ObjectState;
import dev.sluice.controller.resources.ResourceStore;
import dev.sluice.controller.resources.ServedResource;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.xds.resource.NodeKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A distributor of store changes to all streams. Policy servers receive a route before Envoy sends
 * requests on it. Confined to the update loop.
 */
public final class PushDistributor {
  private static final Logger log = LoggerFactory.getLogger(PushDistributor.class);
  private static final int MAX_RECORDS = 10_000;

  /** The longest time that a silent Envoy delays the removal of drained objects. */
  private static final Duration LONGEST_LAG = Duration.ofSeconds(10);

  /** The number of new nodes that counts as a rush. */
  private static final int MANY = 20;

  private static final ClusterStreams NONE = new ClusterStreams();

  private final StreamScheduler scheduler;
  private final PushConfig config;
  private final PushMetrics metrics;
  private final ResourceStore store = new ResourceStore();
  private final Map<String, ClusterStreams> streams = new HashMap<>();

  /** The clusters whose Envoys wait for policy servers. */
  private final Set<String> waiting = new HashSet<>();

  private final Map<String, NodeHistory> records = new LinkedHashMap<>();
  private volatile int connected;
  private final AtomicLong changes = new AtomicLong();

  /** The connect times of the last nodes, as a ring. */
  private final long[] came = new long[MANY];

  private int next;
  private volatile boolean awaitsNodes;
  private volatile long manyCame;

  public PushDistributor(StreamScheduler time, PushConfig pace, MeterRegistry registry) {
    this.scheduler = time;
    this.config = pace;
    this.metrics = new PushMetrics(registry);
    Gauge.builder("xds_connected_nodes", this, self -> self.connected).register(registry);
  }

  /** Returns the store. */
  public ResourceStore store() {
    return store;
  }

  PushConfig config() {
    return config;
  }

  /** Updates objects and pushes the changes. */
  public void update(Collection<String> clusters, Collection<ServedObject> objects) {
    clusters.forEach(store::addCluster);
    store.update(objects).forEach(this::distribute);
  }

  /** Replaces all objects and pushes the changes. */
  public void replace(Collection<String> clusters, Collection<ServedObject> objects) {
    clusters.forEach(store::addCluster);
    store.replace(objects).forEach(this::distribute);
  }

  /** Opens a stream of an admitted node. */
  public NodeStream open(NodeIdentity node, ResponseSender outlet) {
    NodeHistory record = record(node.id());
    record.streamOpened();
    comes();
    NodeStream stream = new NodeStream(node, record, outlet, this, metrics);
    streams(node).add(stream);
    count();
    return stream;
  }

  /** Closes a stream. */
  public void close(NodeStream stream) {
    NodeIdentity node = stream.node();
    if (streams(node).remove(stream)) {
      stream.closed();
      record(node.id()).streamClosed();
      count();
      flushWaiting(node.scope().cluster());
      removeDrained(node.scope().cluster());
    }
  }

  /** Returns the rejections by a node of versions that the rows still define. */
  public List<ResourceRejection> rejections(NodeIdentity node) {
    NodeHistory record = records.get(node.id());
    return record == null ? List.of() : record.rejections().filter(store::isStillDesired).toList();
  }

  /** Returns the status of each connected node. */
  public List<NodeStatus> nodeStatuses() {
    return streams.values().stream()
        .flatMap(ClusterStreams::stream)
        .map(stream -> stream.progress().status())
        .toList();
  }

  /** Returns the deployment of an object on each cluster where the rows define it. */
  public List<ObjectDeployment> deployments(String object) {
    List<ObjectDeployment> deployments = new ArrayList<>();
    for (String cluster : store.clusters()) {
      store
          .object(cluster, object)
          .ifPresent(state ->
              deployments.add(
                  new ObjectDeployment(
                      cluster,
                      object,
                      state.isRejected(),
                      streams.getOrDefault(cluster, NONE).stream()
                          .flatMap(stream -> stream.progress().deployment(state).stream())
                          .toList())));
    }
    return deployments;
  }

  /** Returns the number of pushed changes and of answers of nodes so far. Thread-safe. */
  public long changeCount() {
    return changes.get();
  }

  /** Counts an answer of a node. */
  void answered() {
    changes.incrementAndGet();
  }

  void accepted(NodeIdentity node, EncodedResource resource) {
    current(node, resource)
        .filter(placed -> !placed.owner().accepted(resource))
        .ifPresent(placed -> distribute(store.accept(node.scope().cluster(), placed)));
  }

  /**
   * Handles a rejection. If no node accepted the version, the object is at fault and rolled back
   * for all. Otherwise the node is at fault and falls behind alone.
   */
  void rejected(NodeIdentity node, EncodedResource resource, String why) {
    current(node, resource)
        .ifPresent(placed -> {
          ResourceRejection refusal =
              ResourceRejection.of(node, resource, placed.owner().object(), why);
          record(node.id()).rejected(refusal, store);
          if (node.kind() != NodeKind.GRPC && !placed.owner().accepted(resource)) {
            log.warn("{} goes back to what was good before", placed.owner().object());
            distribute(store.reject(refusal, placed.owner()));
          }
        });
  }

  /** Returns the rejections by all nodes of versions that the rows still define. */
  public List<ResourceRejection> rejections() {
    return Stream.concat(
            store.rejections(), records.values().stream().flatMap(NodeHistory::rejections))
        .filter(store::isStillDesired)
        .distinct()
        .toList();
  }

  /** Returns whether the rows still define the rejected version. */
  public boolean isStillDesired(ResourceRejection refusal) {
    return store.isStillDesired(refusal);
  }

  /** Returns the served resource, unless another object owns it by now. */
  private Optional<ServedResource> current(NodeIdentity node, EncodedResource resource) {
    return store
        .find(node.scope(), resource.type(), resource.name())
        .filter(placed -> placed.resource().isSameAs(resource));
  }

  /** Returns whether policy servers of a cluster have yet to acknowledge an object. */
  boolean policyServersMustConfirm(String cluster, ObjectState object) {
    boolean await = streams.getOrDefault(cluster, NONE).policyServersMustConfirm(object);
    if (await && waiting.add(cluster)) {
      schedule(config.policyServerTimeout(), () -> flushWaiting(cluster));
    }
    return await;
  }

  /** Flushes the Envoys of a cluster that waited for policy servers. */
  void flushWaiting(String cluster) {
    if (waiting.remove(cluster)) {
      streams.getOrDefault(cluster, NONE).flush();
    }
  }

  /** Removes drained objects of a cluster after the drain time. */
  void removeDrained(String cluster) {
    if (!store.draining(cluster).isEmpty()) {
      removeDrained(cluster, streams.getOrDefault(cluster, NONE).callersRevision());
    }
  }

  private void removeDrained(String cluster, long revision) {
    long now = scheduler.nanos();
    if (store.draining(cluster).startDraining(revision, now + config.drainTime().toNanos())) {
      schedule(config.drainTime(), () -> removeDrained(cluster));
    }
    ClusterChange over = store.removeDrained(cluster, now);
    if (!over.isEmpty()) {
      distribute(over);
    }
  }

  /** Allows nodes to connect, possibly all at once. */
  public void expectNodes() {
    Arrays.fill(came, scheduler.nanos());
    manyCame = scheduler.nanos();
    awaitsNodes = true;
  }

  private void comes() {
    manyCame = came[next];
    came[next] = scheduler.nanos();
    next = (next + 1) % MANY;
  }

  /** Returns whether nodes may connect and no rush of nodes is going on. Thread-safe. */
  public boolean isQuiet() {
    return awaitsNodes && scheduler.nanos() - manyCame >= config.quietTime().toNanos();
  }

  long nanos() {
    return scheduler.nanos();
  }

  StreamScheduler scheduler() {
    return scheduler;
  }

  void schedule(Duration delay, Runnable task) {
    if (!delay.isZero()) {
      scheduler.schedule(delay, task);
    }
  }

  private void distribute(ClusterChange change) {
    changes.incrementAndGet();
    String cluster = change.cluster();
    long revision = store.revision(cluster);
    ClusterStreams all = streams.get(cluster);
    if (!change.isEmpty() && all != null) {
      all.distribute(change);
    }
    removeDrained(cluster);
    if (store.draining(cluster).isRoutedSince(revision)) {
      schedule(LONGEST_LAG, () -> removeDrained(cluster, revision));
    }
  }

  private ClusterStreams streams(NodeIdentity node) {
    return streams.computeIfAbsent(node.scope().cluster(), cluster -> new ClusterStreams());
  }

  private NodeHistory record(String id) {
    if (records.size() >= MAX_RECORDS && !records.containsKey(id)) {
      records.values().removeIf(record -> !record.isConnected());
    }
    return records.computeIfAbsent(id, node -> new NodeHistory());
  }

  private void count() {
    changes.incrementAndGet();
    connected = streams.values().stream().mapToInt(ClusterStreams::size).sum();
  }
}
