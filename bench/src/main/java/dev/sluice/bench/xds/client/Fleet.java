package dev.sluice.bench.xds.client;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ProcessFailedException;
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

/** Nodes in this process, their streams spread over several connections. */
public final class Fleet implements Nodes, FleetListener {
  /** So many nodes at once are being told everything, or are telling what they hold. */
  private static final int OPENING_AT_ONCE = 16;

  private static final int BACK_OFF_MS = 250;

  private final TrafficCounter traffic = new TrafficCounter();
  private final DeltaProtocol protocol = new DeltaProtocol(traffic);
  private final Index index = new Index();
  private final Connections connections;
  private final List<DeltaNode> nodes = new ArrayList<>();
  private final Semaphore opening = new Semaphore(OPENING_AT_ONCE);
  private final ScheduledExecutorService opener = Executors.newSingleThreadScheduledExecutor();
  private final Contents contents;
  private final AtomicIntegerArray permits;
  private final AtomicIntegerArray synced;
  private final AtomicInteger syncedNodes = new AtomicInteger();
  private volatile int scopes;
  private volatile @Nullable Watch watch;
  private volatile String failure = "no stream has failed";

  /** Nodes named {@code <cluster>/<prefix>0} and so on, all of one port on this machine. */
  public Fleet(int port, String cluster, String prefix, int size) {
    this(port, cluster, prefix, size, Contents.IGNORED);
  }

  /** The same, with somebody who looks at what arrives. */
  public Fleet(int port, String cluster, String prefix, int size, Contents contents) {
    this.contents = contents;
    this.permits = new AtomicIntegerArray(size);
    this.synced = new AtomicIntegerArray(size);
    this.connections = new Connections(port, size);
    Openings openings = new Openings();
    for (int i = 0; i < size; i++) {
      nodes.add(new DeltaNode(i, Identity.of(cluster, prefix + i), this, index, openings));
    }
  }

  @Override
  public int size() {
    return nodes.size();
  }

  @Override
  public void connect(int scopes, Duration limit) {
    this.scopes = scopes;
    nodes.forEach(node -> opener.execute(() -> open(node)));
    if (!ConditionWait.becomesTrue(limit, () -> syncedNodes.get() == nodes.size())) {
      throw new ProcessFailedException(
          "only %d of %d simulated nodes held everything after %d s; last failure: %s"
              .formatted(syncedNodes.get(), nodes.size(), limit.toSeconds(), failure));
    }
  }

  @Override
  public void watch(Event event, List<Named> resources) {
    int[] numbers = resources.stream().mapToInt(index::resource).toArray();
    watch = new Watch(event, numbers, nodes.size());
  }

  @Override
  public long[] await(Duration limit) {
    Watch current = watch;
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

  @Override
  public Traffic traffic() {
    return traffic.sum();
  }

  @Override
  public void close() {
    opener.shutdownNow();
    connections.close();
  }

  @Override
  public void opened(DeltaNode node) {
    traffic.opened();
    if (!expects(node.number())) {
      release(node.number());
    }
  }

  @Override
  public void closed(DeltaNode node, Status status) {
    failure = status.getCode() + " " + status.getDescription();
    release(node.number());
    int wait = BACK_OFF_MS + ThreadLocalRandom.current().nextInt(BACK_OFF_MS);
    try {
      var _ = opener.schedule(() -> open(node), wait, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      failure = "closed";
    }
  }

  @Override
  public void upserted(
      int node, int number, boolean hadIt, DeltaUpdate update, DeltaUpdate.Resource resource) {
    traffic.resource(hadIt);
    contents.received(update.entry(resource));
    happened(Event.UPSERTED, node, number, update.receivedNanos());
  }

  @Override
  public void removed(int node, int resource, long nanos) {
    traffic.removal();
    happened(Event.REMOVED, node, resource, nanos);
  }

  @Override
  public boolean expects(int node) {
    return synced.get(node) == 0;
  }

  @Override
  public int expectedScopes() {
    return scopes;
  }

  @Override
  public void synced(int node) {
    synced.set(node, 1);
    syncedNodes.incrementAndGet();
    release(node);
  }

  private void happened(Event event, int node, int resource, long nanos) {
    Watch current = watch;
    if (current != null) {
      current.happened(event, node, resource, nanos);
    }
  }

  private void open(DeltaNode node) {
    try {
      opening.acquire();
      permits.set(node.number(), 1);
      node.open(connections.of(node.number()), protocol);
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
