package dev.sluice.ctl.dlp.scan;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** A pool of all cores. Results arrive in the order of the parts, and few of them wait. */
public final class ScanPool {
  private static final int WAITING_PER_CORE = 8;

  private final int cores = Runtime.getRuntime().availableProcessors();

  /** Scans all parts. */
  public void run(Iterator<ScanUnit> units, Consumer<UnitResult> results)
      throws InterruptedException {
    Queue<Future<UnitResult>> waiting = new ArrayDeque<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
      try {
        while (units.hasNext()) {
          waiting.add(workers.submit(units.next()::scan));
          if (waiting.size() > cores * WAITING_PER_CORE) {
            results.accept(result(waiting.remove()));
          }
        }
        while (!waiting.isEmpty()) {
          results.accept(result(waiting.remove()));
        }
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private static UnitResult result(Future<UnitResult> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
