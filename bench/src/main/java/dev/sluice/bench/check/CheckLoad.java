package dev.sluice.bench.check;

import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.LoadWindow;
import dev.sluice.bench.load.MeasuredValues;
import java.time.Duration;
import java.util.List;

/**
 * A load of checks on one server.
 *
 * @param inFlight the number of checks in flight on a connection in a closed loop
 */
public record CheckLoad(EventLoop loop, int inFlight) {
  private static final Duration WARM_UP_WINDOW = Duration.ofMillis(500);
  private static final long LEAD_IN = Duration.ofMillis(200).toNanos();

  /** Sends checks for the given time, after a short unmeasured start. */
  public LoadWindow run(int port, CheckTraffic traffic, Duration time, CpuMeter meter) {
    return run(port, List.of(traffic), time, meter);
  }

  /** Sends checks, each traffic on its own connection. Only the latencies of the first count. */
  public LoadWindow run(int port, List<CheckTraffic> traffic, Duration time, CpuMeter meter) {
    try (var window = new OpenWindow(port, traffic, meter)) {
      long start = System.nanoTime() + LEAD_IN;
      loop.at(start, window::begin);
      loop.at(start + time.toNanos(), window::end);
      window.send();
      return window.result(time.toNanos());
    }
  }

  /** Sends each check once, and measures all of them. */
  public LoadWindow sendAll(int port, CheckTraffic traffic, CpuMeter meter) {
    try (var window = new OpenWindow(port, List.of(traffic), meter)) {
      window.begin();
      long start = System.nanoTime();
      window.send();
      long taken = System.nanoTime() - start;
      window.end();
      return window.result(taken);
    }
  }

  /** Sends checks until the given number is answered or the time is over. */
  public void warmUp(int port, List<CheckTraffic> traffic, int checks, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    int answered = 0;
    while (answered < checks && System.nanoTime() - end < 0) {
      for (CheckTraffic one : traffic) {
        answered += run(port, one, WARM_UP_WINDOW, CpuMeter.NONE).latencies().size();
      }
    }
  }

  /** A running window. */
  private final class OpenWindow implements AutoCloseable {
    private final List<CheckStream> streams;
    private final CpuMeter meter;
    private CpuUsage cpu = CpuUsage.ZERO;
    private List<MeasuredValues> latencies = List.of();

    OpenWindow(int port, List<CheckTraffic> traffic, CpuMeter meter) {
      this.streams = traffic.stream().map(one -> new CheckStream(loop, port, one)).toList();
      this.meter = meter;
    }

    /** Sends checks until all streams are stopped and all checks are answered. */
    void send() {
      streams.forEach(stream -> stream.begin(inFlight));
      loop.runUntil(() -> streams.stream().allMatch(CheckStream::isIdle));
    }

    void begin() {
      cpu = meter.read();
      streams.forEach(CheckStream::startMeasuring);
    }

    void end() {
      cpu = meter.read().since(cpu);
      latencies = streams.stream().map(CheckStream::stopMeasuring).toList();
    }

    LoadWindow result(long nanos) {
      int others = latencies.stream().skip(1).mapToInt(MeasuredValues::size).sum();
      return new LoadWindow(nanos / 1e9, latencies.getFirst(), others, cpu);
    }

    @Override
    public void close() {
      streams.forEach(CheckStream::close);
    }
  }
}
