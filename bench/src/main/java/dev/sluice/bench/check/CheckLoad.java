package dev.sluice.bench.check;

import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.LoadWindow;
import dev.sluice.bench.load.MeasuredValues;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load of checks on one server.
 *
 * @param inFlight the number of checks in flight on a connection in a closed loop
 */
public record CheckLoad(EventLoop loop, int inFlight) {
  private static final Duration WARM_UP_WINDOW = Duration.ofMillis(500);
  private static final long LEAD_IN = Duration.ofMillis(200).toNanos();

  /** Sends checks for that long, after a short time that is not measured. */
  public LoadWindow run(int port, CheckTraffic traffic, Duration time, CpuMeter meter) {
    return run(port, traffic, null, time, meter);
  }

  /** Sends checks for that long, with other traffic on a second connection. */
  public LoadWindow run(
      int port, CheckTraffic traffic, @Nullable CheckTraffic other, Duration time, CpuMeter meter) {
    try (var stream = open(port, traffic);
        var second = other == null ? null : open(port, other)) {
      var window = new OpenWindow(stream, second, meter);
      long start = System.nanoTime() + LEAD_IN;
      loop.at(start, window::begin);
      loop.at(start + time.toNanos(), window::end);
      if (other != null && second != null) {
        begin(second, other);
      }
      begin(stream, traffic);
      loop.runUntil(() -> stream.isIdle() && (second == null || second.isIdle()));
      return window.result(time.toNanos());
    }
  }

  /** Sends each check once; all of them are measured. */
  public LoadWindow sendAll(int port, CheckTraffic traffic, CpuMeter meter) {
    try (var stream = open(port, traffic)) {
      var window = new OpenWindow(stream, null, meter);
      window.begin();
      long start = System.nanoTime();
      begin(stream, traffic);
      loop.runUntil(stream::isIdle);
      long taken = System.nanoTime() - start;
      window.end();
      return window.result(taken);
    }
  }

  private CheckStream open(int port, CheckTraffic traffic) {
    return new CheckStream(loop, port, traffic);
  }

  private void begin(CheckStream stream, CheckTraffic traffic) {
    if (traffic.perSecond() == 0) {
      stream.start(inFlight);
    } else {
      new CheckPacer(loop, stream, traffic.perSecond()).begin();
    }
  }

  /** Sends checks until that many are answered or the time is over. */
  public void warmUp(int port, List<CheckTraffic> traffic, int checks, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    int answered = 0;
    while (answered < checks && System.nanoTime() - end < 0) {
      for (CheckTraffic one : traffic) {
        answered += run(port, one, WARM_UP_WINDOW, CpuMeter.NONE).latencies().size();
      }
    }
  }

  /** A window while it lasts. */
  private static final class OpenWindow {
    private final CheckStream stream;
    private final @Nullable CheckStream second;
    private final CpuMeter meter;
    private CpuUsage cpu = CpuUsage.ZERO;
    private MeasuredValues latencies = new MeasuredValues();
    private int others;

    OpenWindow(CheckStream stream, @Nullable CheckStream second, CpuMeter meter) {
      this.stream = stream;
      this.second = second;
      this.meter = meter;
    }

    void begin() {
      cpu = meter.read();
      stream.startMeasuring();
      if (second != null) {
        second.startMeasuring();
      }
    }

    void end() {
      cpu = meter.read().since(cpu);
      latencies = stream.stopMeasuring();
      stream.stop();
      if (second != null) {
        others = second.stopMeasuring().size();
        second.stop();
      }
    }

    LoadWindow result(long nanos) {
      return new LoadWindow(nanos / 1e9, latencies, 0, others, cpu);
    }
  }

  /** A sender of checks at a constant rate; checks that are due together share a write. */
  private static final class CheckPacer {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long LEAST = Duration.ofMillis(1).toNanos();

    /** The largest number of callers that wait at a time; checks beyond it are skipped. */
    private static final int MOST_OPEN = 1000;

    private final EventLoop loop;
    private final CheckStream stream;
    private final int perSecond;
    private long begun;
    private long sent;

    CheckPacer(EventLoop loop, CheckStream stream, int perSecond) {
      this.loop = loop;
      this.stream = stream;
      this.perSecond = perSecond;
    }

    void begin() {
      begun = System.nanoTime();
      send();
    }

    private void send() {
      if (stream.isStopped()) {
        return;
      }
      long now = System.nanoTime();
      long due = (now - begun) * perSecond / SECOND + 1;
      for (; sent < due; sent++) {
        if (stream.open() < MOST_OPEN) {
          stream.sendNext();
        }
      }
      stream.flush();
      long next = begun + sent * SECOND / perSecond;
      loop.at(Math.max(next, now + LEAST), this::send);
    }
  }
}
