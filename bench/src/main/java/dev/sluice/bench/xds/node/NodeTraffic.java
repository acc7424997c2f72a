package dev.sluice.bench.xds.node;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The traffic of a fleet so far: a count of each kind. */
public record NodeTraffic(List<Long> counts) {

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
    counts = List.copyOf(counts);
  }

  public long get(TrafficKind kind) {
    return counts.get(kind.ordinal());
  }

  /** Returns the difference to an earlier time. */
  public NodeTraffic since(NodeTraffic before) {
    return new NodeTraffic(
        IntStream.range(0, counts.size())
            .mapToObj(i -> counts.get(i) - before.counts.get(i))
            .toList());
  }

  /** A counter that all nodes of a fleet share. */
  static final class Counter {
    /** The prefix that gRPC adds to each message. */
    private static final int FRAME = 5;

    private final List<LongAdder> counts =
        Stream.of(TrafficKind.values()).map(kind -> new LongAdder()).toList();

    void increment(TrafficKind kind) {
      add(kind, 1);
    }

    /** Counts a message and its bytes. */
    void message(TrafficKind message, TrafficKind bytes, int length) {
      add(message, 1);
      add(bytes, length + FRAME);
    }

    NodeTraffic sum() {
      return new NodeTraffic(counts.stream().map(LongAdder::sum).toList());
    }

    private void add(TrafficKind kind, long count) {
      counts.get(kind.ordinal()).add(count);
    }
  }
}
