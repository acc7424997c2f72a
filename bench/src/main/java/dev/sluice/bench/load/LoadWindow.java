package dev.sluice.bench.load;

import java.util.function.ToDoubleFunction;

/**
 * The result of one window of traffic.
 *
 * @param latencies the times from each request to the end of its response, in nanoseconds
 * @param others the number of responses to a second stream of traffic
 */
public record LoadWindow(double seconds, MeasuredValues latencies, int others, CpuUsage cpu) {
  private static final double MICROS_PER_MILLI = 1000;
  private static final double NANOS_PER_MICRO = 1000;

  /** Returns the requests per second, without those of the second stream. */
  public double rate() {
    return latencies.size() / seconds;
  }

  /** Returns the requests per second of the second stream. */
  public double otherRate() {
    return others / seconds;
  }

  /** Returns a function that returns one part's processor time per request, in microseconds. */
  public static ToDoubleFunction<LoadWindow> cpuMicros(ToDoubleFunction<CpuUsage> part) {
    return window ->
        part.applyAsDouble(window.cpu()) * MICROS_PER_MILLI / window.latencies().size();
  }

  /** Returns a function that returns a percentile of the latencies, in microseconds. */
  public static ToDoubleFunction<LoadWindow> micros(double share) {
    return window -> window.latencies().percentile(share) / NANOS_PER_MICRO;
  }

  /** Returns a function that returns a percentile of the latencies, in milliseconds. */
  public static ToDoubleFunction<LoadWindow> millis(double share) {
    return window -> window.latencies().millis(share);
  }
}
