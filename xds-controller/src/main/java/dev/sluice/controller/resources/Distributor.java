package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings changes of the store to every stream, policy servers first, so that they know a route
 * before Envoy sends requests along it. Confined to the update loop.
 */
public final class Distributor {
  private static final int MAX_RECORDS = 10_000;
  private final UpdateLoop loop;
  private final Pace pace;
  private final PushMetrics metrics;
  private final ResourceStore store = new ResourceStore();
  private final Map<String, Set<NodeStream>> streams = new HashMap<>();
  private final Map<String, NodeRecord> records = new LinkedHashMap<>();
  private final Map<String, Long> policyPatience = new HashMap<>();
  private volatile int connected;

  public Distributor(UpdateLoop loop, Pace pace, MeterRegistry registry) {
    this.loop = loop;
    this.pace = pace;
    this.metrics = new PushMetrics(registry);
    Gauge.builder("xds_connected_nodes", this, self -> self.connected).register(registry);
  }

  /** What is served now. */
  public ResourceStore store() {
    return store;
  }

  Pace pace() {
    return pace;
  }

  /** Serves exactly these gateways of these clusters, and pushes what is different. */
  public void serve(Collection<String> clusters, Collection<ServedGateway> gateways) {
    clusters.forEach(store::addCluster);
    store.update(gateways).forEach(this::distribute);
  }

  /** Starts a stream of a node that has been admitted. */
  public NodeStream open(NodeIdentity node, Outlet outlet) {
    NodeRecord record = record(node.id());
    record.streamOpened();
    NodeStream stream = new NodeStream(node, record, outlet, this, metrics);
    streams.computeIfAbsent(node.view().cluster(), c -> new LinkedHashSet<>()).add(stream);
    count();
    return stream;
  }

  /** Ends a stream. */
  public void close(NodeStream stream) {
    String cluster = stream.node().view().cluster();
    if (streams.getOrDefault(cluster, Set.of()).remove(stream)) {
      stream.closed();
      record(stream.node().id()).streamClosed();
      count();
      flush(cluster);
    }
  }

  /** What that node refused and still would, by resource name. */
  public List<Refusal> refusals(String node) {
    NodeRecord record = records.get(node);
    return record == null ? List.of() : record.refusals();
  }

  /** Whether Envoys wait, for a moment at most, for policy servers of the cluster. */
  boolean policyServersBehind(String cluster) {
    Long patience = policyPatience.get(cluster);
    if (patience == null) {
      return false;
    }
    boolean behind =
        System.nanoTime() - patience < 0
            && streams.getOrDefault(cluster, Set.of()).stream()
                .anyMatch(stream -> stream.node().kind() != NodeKind.ENVOY && !stream.idle());
    if (!behind) {
      policyPatience.remove(cluster);
    }
    return behind;
  }

  void policyServerIdle(String cluster) {
    if (policyPatience.containsKey(cluster) && !policyServersBehind(cluster)) {
      flush(cluster);
    }
  }

  void flushLater(Duration delay, String cluster) {
    if (!delay.isZero()) {
      loop.schedule(delay, () -> flush(cluster));
    }
  }

  private void distribute(Change change) {
    if (change.isEmpty()) {
      return;
    }
    String cluster = change.cluster();
    List<NodeStream> all = List.copyOf(streams.getOrDefault(cluster, Set.of()));
    all.forEach(stream -> stream.changed(change));
    if (change.names().containsKey(ResourceType.PUBLISH) && !policyPatience.containsKey(cluster)) {
      policyPatience.put(cluster, System.nanoTime() + pace.policies().toNanos());
      flushLater(pace.policies(), cluster);
    }
    all.stream()
        .filter(stream -> stream.node().kind() != NodeKind.ENVOY)
        .forEach(NodeStream::flush);
    all.stream()
        .filter(stream -> stream.node().kind() == NodeKind.ENVOY)
        .forEach(NodeStream::flush);
  }

  private void flush(String cluster) {
    List.copyOf(streams.getOrDefault(cluster, Set.of())).forEach(NodeStream::flush);
  }

  private NodeRecord record(String id) {
    if (records.size() >= MAX_RECORDS && !records.containsKey(id)) {
      records.values().removeIf(record -> !record.connected());
    }
    return records.computeIfAbsent(id, node -> new NodeRecord());
  }

  private void count() {
    connected = (int) records.values().stream().filter(NodeRecord::connected).count();
  }
}
