package dev.sluice.controller.resources.push;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which the store is changed and every stream lives, so that nothing is locked.
 */
public final class UpdateLoop implements StreamScheduler, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UpdateLoop.class);
  private final ScheduledThreadPoolExecutor thread;

  public UpdateLoop() {
    thread =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("xds-update").daemon(true).factory());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs a task soon; after the end, never. */
  public void execute(Runnable task) {
    schedule(Duration.ZERO, task);
  }

  /** Answers a question soon. */
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

  /** Ends the loop after the task at hand. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** A defect in one task must not end all streams. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("update failed", e);
    }
  }
}
