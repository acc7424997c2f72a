package dev.sluice.bench.xds.node;

import java.time.Duration;
import java.util.List;

/** A set of simulated nodes, in this process or in another. */
public interface SimulatedNodes extends AutoCloseable {

  /** An event of a resource at a node. */
  enum Event {
    UPSERTED,
    REMOVED
  }

  int size();

  /** Opens all streams and returns when every node has its resources and that many scopes. */
  void connect(int scopes, Duration limit);

  /** Starts to watch for an event at all nodes, instead of the previous one. */
  void watch(Event event, List<ResourceRef> resources);

  /** Returns the sorted times at which each node had seen the event for all resources. */
  long[] await(Duration limit);

  NodeTraffic traffic();

  @Override
  void close();
}
