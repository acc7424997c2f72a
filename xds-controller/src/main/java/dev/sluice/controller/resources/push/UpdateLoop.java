package dev.sluice.controller.resources.push;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A single thread that changes the store and serves all streams, so that no lock is needed. */
public final class UpdateLoop implements StreamScheduler, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UpdateLoop.class);
  private final ScheduledThreadPoolExecutor thread;

  public UpdateLoop() {
    thread =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("xds-update").daemon(true).factory());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs a task soon; never after the loop has ended. */
  public void execute(Runnable task) {
    schedule(Duration.ZERO, task);
  }

  /** Runs a task soon and returns its result. */
  public <T> CompletableFuture<T> submit(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(() -> {
      try {
        answer.complete(question.get());
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    try {
      var _ = thread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("the loop has ended");
    }
  }

  /** Ends the loop after the current task. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Runs a task and logs its exception, so that one defect does not end all streams. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("update failed", e);
    }
  }
}
