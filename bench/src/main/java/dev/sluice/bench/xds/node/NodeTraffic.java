package dev.sluice.bench.xds.node;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** The traffic of a fleet so far: a count of each kind. */
public record NodeTraffic(Map<TrafficKind, Long> counts) {

  /** A kind of traffic. */
  public enum TrafficKind {
    RESPONSES,
    BYTES_DOWN,
    REQUESTS,
    BYTES_UP,
    RESOURCES,
    /** Resources in the version that the node had already. */
    REPEATED,
    REMOVED,
    STREAMS
  }

  public NodeTraffic {
    counts = Map.copyOf(counts);
  }

  public long get(TrafficKind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Returns the difference to an earlier time. */
  public NodeTraffic since(NodeTraffic before) {
    Map<TrafficKind, Long> difference = new EnumMap<>(TrafficKind.class);
    counts.forEach((kind, count) -> difference.put(kind, count - before.get(kind)));
    return new NodeTraffic(difference);
  }

  /** A counter that all nodes of a fleet share. */
  static final class Counter {
    /** The prefix that gRPC adds to each message. */
    private static final int FRAME = 5;

    private final ConcurrentMap<TrafficKind, LongAdder> counts = new ConcurrentHashMap<>();

    void increment(TrafficKind kind) {
      add(kind, 1);
    }

    /** Counts a message and its bytes. */
    void message(TrafficKind message, TrafficKind bytes, int length) {
      add(message, 1);
      add(bytes, length + FRAME);
    }

    NodeTraffic sum() {
      Map<TrafficKind, Long> sums = new EnumMap<>(TrafficKind.class);
      counts.forEach((kind, count) -> sums.put(kind, count.sum()));
      return new NodeTraffic(sums);
    }

    private void add(TrafficKind kind, long count) {
      counts.computeIfAbsent(kind, k -> new LongAdder()).add(count);
    }
  }
}
