package dev.sluice.ctl.parallel;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A pool of all cores. Results arrive in the order of the tasks, on the thread that submits them,
 * and few of them wait.
 */
public final class CorePool<T> implements AutoCloseable {
  private static final int WAITING_PER_CORE = 8;

  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers = Executors.newFixedThreadPool(cores);
  private final Queue<Future<T>> waiting = new ArrayDeque<>();
  private final Consumer<T> results;

  /**
   * Creates a pool.
   *
   * @param results receives the result of each task
   */
  public CorePool(Consumer<T> results) {
    this.results = results;
  }

  /** Adds a task. Waits for the oldest one if many wait. */
  public void submit(Callable<T> task) throws InterruptedException {
    waiting.add(workers.submit(task));
    if (waiting.size() > cores * WAITING_PER_CORE) {
      takeOldest();
    }
  }

  /** Waits for the results of all tasks. */
  public void finish() throws InterruptedException {
    while (!waiting.isEmpty()) {
      takeOldest();
    }
  }

  private void takeOldest() throws InterruptedException {
    try {
      results.accept(waiting.remove().get());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends all tasks, and waits until they have ended. */
  @Override
  public void close() {
    workers.shutdownNow();
    workers.close();
  }
}
