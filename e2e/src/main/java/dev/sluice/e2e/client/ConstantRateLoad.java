package dev.sluice.e2e.client;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A load at a constant rate until it is closed. It sends requests for each name in turn and counts
 * the outcomes.
 */
public final class ConstantRateLoad implements AutoCloseable {
  private static final int CALLERS = 4;

  private final List<String> names;
  private final Function<String, GatewayResponse> call;
  private final long pauseNanos;
  private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean open = true;

  /**
   * Starts the load.
   *
   * @param perSecond the maximum number of requests per second
   * @param call the function that sends one request for a name
   */
  public ConstantRateLoad(
      List<String> names, int perSecond, Function<String, GatewayResponse> call) {
    this.names = List.copyOf(names);
    this.call = call;
    this.pauseNanos = Duration.ofSeconds(CALLERS).toNanos() / perSecond;
    for (int caller = 0; caller < CALLERS; caller++) {
      int first = caller;
      threads.execute(() -> run(first));
    }
  }

  /** Returns the number of requests by name, status and error code. */
  public Map<String, Long> outcomes() {
    Map<String, Long> counts = new TreeMap<>();
    outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
    return counts;
  }

  public long count() {
    return outcomes.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Stops the load and waits until every request has ended. */
  @Override
  public void close() {
    open = false;
    threads.close();
  }

  private void run(int first) {
    long next = System.nanoTime();
    for (int n = first; open; n++) {
      String name = names.get(n % names.size());
      outcomes.computeIfAbsent(name + " " + outcome(name), o -> new LongAdder()).increment();
      // Requests that are late are not sent as a burst.
      next = Math.max(next + pauseNanos, System.nanoTime() - pauseNanos);
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private String outcome(String name) {
    try {
      GatewayResponse answer = call.apply(name);
      return (answer.status() + " " + answer.errorCode()).strip();
    } catch (UncheckedIOException e) {
      return MixedCallerTraffic.BROKEN;
    }
  }
}
