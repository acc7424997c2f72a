package dev.sluice.extproc.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An executor with few threads for bodies that take long to inspect. Each stream runs for one time
 * slice and then waits behind all others. The event loops stay free.
 */
final class SlowBodyExecutor implements Executor, AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final Counter turns;

  SlowBodyExecutor(MeterRegistry metrics) {
    int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("slow-bodies-", 0).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    threads.allowCoreThreadTimeOut(true);
    turns = metrics.counter("extproc_slow_turns_total");
    metrics.gauge(
        "extproc_slow_streams",
        threads,
        pool -> (double) pool.getQueue().size() + pool.getActiveCount());
  }

  /**
   * Adds a task. A stream is in the queue at most once, so the limit of streams bounds the queue. A
   * closed executor drops the task, because its stream has been cut.
   */
  @Override
  public void execute(Runnable task) {
    turns.increment();
    threads.execute(task);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
