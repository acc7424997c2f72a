package dev.sluice.bench.xds;

import dev.sluice.e2e.process.ProcessFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the gateway for routes until each shows a prefix. One request to each takes a while by
 * itself, so a few of them are asked again and again first: they tell when it happened, and the
 * rest proves that nothing was left out.
 */
final class Sweep {
  private static final int SAMPLES = 20;
  private static final int CALLERS = 4;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(10);

  /** When the last of the few showed it, and when the last of all was seen to. */
  record Times(long samplesNanos, long allNanos) {}

  private final int port;

  Sweep(int port) {
    this.port = port;
  }

  Times until(List<Target> targets, String prefix) {
    int step = Math.max(1, targets.size() / SAMPLES);
    List<Target> samples = new ArrayList<>();
    for (int i = targets.size() - 1; i >= 0; i -= step) {
      samples.add(targets.get(i));
    }
    return new Times(all(samples, prefix, 1), all(targets, prefix, CALLERS));
  }

  /** How long it takes to ask for all of them when nothing has to be waited for. */
  long once(List<Target> targets, String prefix) {
    long start = System.nanoTime();
    return all(targets, prefix, CALLERS) - start;
  }

  private long all(List<Target> targets, String prefix, int callers) {
    Queue<Target> left = new ConcurrentLinkedQueue<>(targets);
    long end = System.nanoTime() + LIMIT;
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<Long>> last = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        last.add(threads.submit(() -> drain(left, prefix, end)));
      }
      long latest = 0;
      for (Future<Long> one : last) {
        latest = Math.max(latest, one.get());
      }
      return latest;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while asking the gateway", e);
    } catch (ExecutionException e) {
      throw new ProcessFailedException(String.valueOf(e.getCause()), e);
    }
  }

  // Who is not there yet goes back to the end of the queue.
  private long drain(Queue<Target> left, String prefix, long end) {
    long last = System.nanoTime();
    try (GatewayConnection gateway = new GatewayConnection(port)) {
      for (Target target = left.poll(); target != null; target = left.poll()) {
        Reply reply = gateway.get(target);
        if (reply.shows(prefix)) {
          last = reply.receivedNanos();
        } else if (reply.receivedNanos() - end > 0) {
          throw new ProcessFailedException(
              target.host() + target.path() + " still answered " + reply.status());
        } else {
          left.add(target);
          pause(reply);
        }
      }
    }
    return last;
  }

  // A gateway that is not there yet shall not be kept from coming.
  private static void pause(Reply reply) {
    if (reply.status() == 0) {
      LockSupport.parkNanos(PAUSE);
    }
  }
}
