package dev.sluice.bench.xds.client;

import java.time.Duration;
import java.util.List;

/** Some simulated nodes, in this process or in another one. */
public interface Nodes extends AutoCloseable {

  int size();

  /** Opens all streams; returns when every node holds all it asked for and that many scopes. */
  void connect(int scopes, Duration limit);

  /** From now on, looks out for the event at all nodes; one watch at a time. */
  void watch(Event event, List<Named> resources);

  /** When each node had seen it happen to all of them, by {@link System#nanoTime}, in order. */
  long[] await(Duration limit);

  Traffic traffic();

  @Override
  void close();
}
