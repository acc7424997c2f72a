package dev.sluice.extproc.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The few threads on which bodies go on that take long to inspect, turn by turn, each behind all
 * others that wait. The event loops stay free for the rest.
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
   * A stream is in the queue once at most, so that the bound of streams bounds the queue. When the
   * lane is closed the turn is dropped: its stream has been cut.
   */
  @Override
  public void execute(Runnable turn) {
    turns.increment();
    threads.execute(turn);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
