package dev.sluice.e2e.traffic.backend;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A number of callers that call a product without pause, and a record of their calls. */
final class RepeatedCalls implements AutoCloseable {
  private static final int CALLERS = 3;
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final GatewayClient client;
  private final List<TimedCall> calls = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** A call with its times on the clock of {@link System#nanoTime()}. */
  record TimedCall(long start, long end, String outcome) {
    boolean failed() {
      return Character.isDigit(outcome.charAt(0));
    }
  }

  RepeatedCalls(GatewayClient client) {
    this.client = client;
    for (int i = 0; i < CALLERS; i++) {
      threads.execute(this::run);
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        long start = System.nanoTime();
        GatewayResponse response = client.get("/");
        calls.add(new TimedCall(start, System.nanoTime(), BackendProduct.outcome(response)));
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException | IllegalStateException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the number of finished calls. */
  int count() {
    return calls.size();
  }

  /** Returns whether the last calls all succeeded. */
  boolean succeeded(int last) {
    List<TimedCall> made = List.copyOf(calls);
    int size = made.size();
    return size >= last && made.subList(size - last, size).stream().noneMatch(TimedCall::failed);
  }

  /** Returns the calls that started in a period, by outcome. */
  Map<String, Integer> outcomes(long from, long to) {
    Map<String, Integer> outcomes = new TreeMap<>();
    calls.stream()
        .filter(call -> call.start() >= from && call.start() < to)
        .forEach(call -> outcomes.merge(call.outcome(), 1, Integer::sum));
    return outcomes;
  }

  /** Returns the time from a point to the end of the last failed call before another point. */
  Duration lastFailure(long from, long to) {
    return Duration.ofNanos(
        calls.stream()
            .filter(call -> call.failed() && call.end() >= from && call.start() < to)
            .mapToLong(call -> call.end() - from)
            .max()
            .orElse(0));
  }

  /** Returns the mean duration of the calls that started in a period. */
  Duration meanDuration(long from, long to) {
    return Duration.ofNanos(
        (long)
            calls.stream()
                .filter(call -> call.start() >= from && call.start() < to)
                .mapToLong(call -> call.end() - call.start())
                .average()
                .orElse(0));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
