package dev.sluice.bench.xds.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The times at which each node of a fleet has seen one event for a set of resources. */
final class ResourceWatch {
  private final NodeFleet.Event event;
  private final Map<Integer, Integer> places = new HashMap<>();
  private final List<BitSet> seen = new ArrayList<>();
  private final long[] arrivals;
  private final CountDownLatch left;

  ResourceWatch(NodeFleet.Event event, int[] resources, int nodes) {
    this.event = event;
    for (int resource : resources) {
      places.putIfAbsent(resource, places.size());
    }
    for (int i = 0; i < nodes; i++) {
      seen.add(new BitSet(places.size()));
    }
    this.arrivals = new long[nodes];
    this.left = new CountDownLatch(nodes);
  }

  /** Records an event; called on the node's own thread. */
  void happened(NodeFleet.Event what, int node, int resource, long nanos) {
    @Nullable Integer place = what == event ? places.get(resource) : null;
    if (place == null || arrivals[node] != 0) {
      return;
    }
    BitSet ofNode = seen.get(node);
    ofNode.set(place);
    if (ofNode.cardinality() == places.size()) {
      arrivals[node] = nanos;
      left.countDown();
    }
  }

  boolean await(long nanos) throws InterruptedException {
    return left.await(nanos, TimeUnit.NANOSECONDS);
  }

  long missing() {
    return left.getCount();
  }

  long[] sorted() {
    long[] all = arrivals.clone();
    Arrays.sort(all);
    return all;
  }
}
