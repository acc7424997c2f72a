package dev.sluice.bench.xds;

import dev.sluice.e2e.process.ProcessFailedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A sweep of requests over many routes until each shows a prefix. A sweep of all routes takes a
 * while, so a few samples are polled first to measure the time of the change. The others prove that
 * none is missing.
 */
record RouteSweep(int port) {
  private static final int SAMPLES = 20;
  private static final int CALLERS = 4;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(10);

  /** The times at which all samples and all routes had shown the prefix. */
  record Result(long samplesNanos, long allNanos) {}

  Result awaitPrefix(List<BenchRoute> routes, String prefix) {
    int step = Math.max(1, routes.size() / SAMPLES);
    List<BenchRoute> samples = new ArrayList<>();
    for (int i = routes.size() - 1; i >= 0; i -= step) {
      samples.add(routes.get(i));
    }
    return new Result(all(samples, prefix, 1), all(routes, prefix, CALLERS));
  }

  private long all(List<BenchRoute> routes, String prefix, int callers) {
    Queue<BenchRoute> left = new ConcurrentLinkedQueue<>(routes);
    long end = System.nanoTime() + LIMIT;
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      long latest = 0;
      Callable<Long> caller = () -> drain(left, prefix, end);
      for (Future<Long> last : threads.invokeAll(Collections.nCopies(callers, caller))) {
        latest = Math.max(latest, last.get());
      }
      return latest;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while asking the gateway", e);
    } catch (ExecutionException e) {
      throw new ProcessFailedException(String.valueOf(e.getCause()), e);
    }
  }

  // A route without the prefix is requested again later.
  private long drain(Queue<BenchRoute> left, String prefix, long end) {
    long last = System.nanoTime();
    try (GatewayConnection gateway = new GatewayConnection(port)) {
      for (BenchRoute route = left.poll(); route != null; route = left.poll()) {
        GatewayConnection.Reply reply = gateway.get(route);
        if (reply.shows(prefix)) {
          last = reply.receivedNanos();
        } else if (reply.receivedNanos() - end > 0) {
          throw new ProcessFailedException(
              route.host() + route.path() + " still answered " + reply.status());
        } else {
          left.add(route);
          pause(reply);
        }
      }
    }
    return last;
  }

  // Leaves processor time to a gateway that is starting.
  private static void pause(GatewayConnection.Reply reply) {
    if (reply.status() == 0) {
      LockSupport.parkNanos(PAUSE);
    }
  }
}
