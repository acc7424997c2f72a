package dev.sluice.bench.xds.client;

import java.util.concurrent.atomic.LongAdder;

/** Counts what all nodes of a fleet send and are sent. */
final class TrafficCounter {
  /** What gRPC puts in front of each message. */
  private static final int FRAME = 5;

  private final LongAdder responses = new LongAdder();
  private final LongAdder bytesDown = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytesUp = new LongAdder();
  private final LongAdder resources = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder removed = new LongAdder();
  private final LongAdder streams = new LongAdder();

  void opened() {
    streams.increment();
  }

  void sent(int bytes) {
    requests.increment();
    bytesUp.add(bytes + FRAME);
  }

  void received(int bytes) {
    responses.increment();
    bytesDown.add(bytes + FRAME);
  }

  void resource(boolean hadIt) {
    resources.increment();
    if (hadIt) {
      repeated.increment();
    }
  }

  void removal() {
    removed.increment();
  }

  Traffic sum() {
    return new Traffic(
        responses.sum(),
        bytesDown.sum(),
        requests.sum(),
        bytesUp.sum(),
        resources.sum(),
        repeated.sum(),
        removed.sum(),
        streams.sum());
  }
}
