package dev.sluice.bench.check.load;

import dev.sluice.bench.load.Loop;
import dev.sluice.bench.load.Meter;
import dev.sluice.bench.load.Samples;
import dev.sluice.bench.load.Use;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server, always with the same number of checks in flight.
 *
 * @param inFlight on each connection
 */
public record CheckLoad(Loop loop, int inFlight) {
  private static final long LEAD_IN = Duration.ofMillis(200).toNanos();

  /**
   * What one window of time gave.
   *
   * @param latencies from each question to its answer, in nanoseconds
   * @param flooded how many checks of a flood were answered
   */
  public record Window(double seconds, Samples latencies, int flooded, Use use) {
    /** Checks a second, the flood not counted. */
    public double rate() {
      return latencies.size() / seconds;
    }
  }

  /** For so long, after a short while that does not count. */
  public Window during(int port, Checks checks, Duration time, Meter meter) {
    return during(port, checks, null, time, meter);
  }

  /** The same while others ask at a connection of their own. */
  public Window during(
      int port, Checks checks, @Nullable Checks flood, Duration time, Meter meter) {
    try (var good = new CheckStream(loop, port, checks, true);
        var bad = flood == null ? null : new CheckStream(loop, port, flood, true)) {
      return during(good, bad, () -> good.start(inFlight), time, meter);
    }
  }

  /** The same at an even pace, whether answers come or not. */
  public Window paced(
      int port, Checks checks, @Nullable Checks flood, int perSecond, Duration time, Meter meter) {
    try (var good = new CheckStream(loop, port, checks, false);
        var bad = flood == null ? null : new CheckStream(loop, port, flood, true)) {
      Runnable start = new Pace(loop, good, perSecond)::begin;
      return during(good, bad, start, time, meter);
    }
  }

  /** The same, the others at an even pace too. */
  public Window paced(
      int port,
      Checks checks,
      int perSecond,
      Checks flood,
      int floodPerSecond,
      Duration time,
      Meter meter) {
    try (var good = new CheckStream(loop, port, checks, false);
        var bad = new CheckStream(loop, port, flood, false)) {
      var pace = new Pace(loop, good, perSecond);
      var floodPace = new Pace(loop, bad, floodPerSecond);
      return during(good, bad, pace::begin, floodPace::begin, time, meter);
    }
  }

  private Window during(
      CheckStream good, @Nullable CheckStream bad, Runnable begin, Duration time, Meter meter) {
    Runnable flood = bad == null ? () -> {} : () -> bad.start(inFlight);
    return during(good, bad, begin, flood, time, meter);
  }

  private Window during(
      CheckStream good,
      @Nullable CheckStream bad,
      Runnable begin,
      Runnable flood,
      Duration time,
      Meter meter) {
    var window = new Open(good, bad, meter);
    long start = System.nanoTime() + LEAD_IN;
    loop.at(start, window::begin);
    loop.at(start + time.toNanos(), window::end);
    flood.run();
    begin.run();
    loop.runUntil(() -> good.idle() && (bad == null || bad.idle()));
    return window.result(time.toNanos());
  }

  /** Until there are no more checks; all count. */
  public Window all(int port, Checks checks, Meter meter) {
    try (var stream = new CheckStream(loop, port, checks, true)) {
      var window = new Open(stream, null, meter);
      window.begin();
      long start = System.nanoTime();
      stream.start(inFlight);
      loop.runUntil(stream::idle);
      long taken = System.nanoTime() - start;
      window.end();
      return window.result(taken);
    }
  }

  /** A window while it lasts. */
  private static final class Open {
    private final CheckStream good;
    private final @Nullable CheckStream bad;
    private final Meter meter;
    private Use use = Use.NONE;
    private Samples latencies = new Samples();
    private int flooded;

    Open(CheckStream good, @Nullable CheckStream bad, Meter meter) {
      this.good = good;
      this.bad = bad;
      this.meter = meter;
    }

    void begin() {
      use = meter.read();
      good.count();
      if (bad != null) {
        bad.count();
      }
    }

    void end() {
      use = meter.read().since(use);
      latencies = good.counted();
      good.stop();
      if (bad != null) {
        flooded = bad.counted().size();
        bad.stop();
      }
    }

    Window result(long nanos) {
      return new Window(nanos / 1e9, latencies, flooded, use);
    }
  }
}
